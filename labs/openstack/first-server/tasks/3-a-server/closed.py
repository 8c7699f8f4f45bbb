cloud = connect()
project = the_project(cloud)
servers = list(cloud.compute.servers(all_projects=True, project_id=project.id, name=f"^{SERVER}$"))
if not servers:
    not_yet(f"This counts once {SERVER} is there.")
groups = {group for port in cloud.network.ports(device_id=servers[0].id) for group in port.security_group_ids}
if not groups:
    not_yet(f"No security group watches over {SERVER}.")
opened = []
for group in groups:
    for rule in cloud.network.security_group_rules(security_group_id=group, direction="ingress"):
        # Servers of the same group may talk to each other.
        if rule.remote_group_id:
            continue
        if rule.protocol in ("icmp", "ipv6-icmp") or (rule.protocol == "tcp" and rule.port_range_min == rule.port_range_max == 22):
            opened.append(rule.protocol)
            continue
        what = f"{rule.protocol or 'everything'} {rule.port_range_min or ''}-{rule.port_range_max or ''}".strip(" -")
        not_yet(f"{what} is let in as well. This task asks for ping and SSH only.")
if not {"icmp", "tcp"} <= set(opened):
    not_yet("The security group does not let both ping and SSH in yet.")
