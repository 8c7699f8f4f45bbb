cloud = connect()
other = project_of(cloud, OTHER)
used = sorted(ip.description for ip in cloud.network.ips(project_id=other.id) if ip.port_id)
if used != ["dns", "mail"]:
    not_yet(f"{OTHER} used two addresses, for mail and dns. Of these, {', '.join(used) or 'none'} is left. A rewind brings them back.")
if [ip for ip in cloud.network.ips(project_id=other.id) if not ip.port_id]:
    not_yet("Both addresses in use are there. This counts once the idle ones are gone.")
