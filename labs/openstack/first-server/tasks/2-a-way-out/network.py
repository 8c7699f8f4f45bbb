cloud = connect()
project = the_project(cloud)
networks = only_one(cloud.network.networks(project_id=project.id), "network")
subnets = [subnet for network in networks for subnet in cloud.network.subnets(network_id=network.id)]
if not subnets:
    not_yet(f"The network {networks[0].name} has no subnet yet.")
if CIDR not in {subnet.cidr for subnet in subnets}:
    not_yet(f"There is a subnet {', '.join(subnet.cidr for subnet in subnets)}; this task asks for {CIDR}.")
if not next(subnet for subnet in subnets if subnet.cidr == CIDR).is_dhcp_enabled:
    not_yet(f"The subnet {CIDR} has no DHCP: servers would get no address in it.")
