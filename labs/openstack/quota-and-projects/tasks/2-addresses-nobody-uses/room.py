cloud = connect()
other = project_of(cloud, OTHER)
idle = [ip.floating_ip_address for ip in cloud.network.ips(project_id=other.id) if not ip.port_id]
if idle:
    not_yet(f"{OTHER} still holds {len(idle)} addresses that it does not use.")
