cloud = connect()
project = the_project(cloud)
public = cloud.network.find_network("public")
routers = only_one(cloud.network.routers(project_id=project.id), "router")
joined = [router for router in routers if (router.external_gateway_info or {}).get("network_id") == public.id]
if not joined:
    not_yet(f"The router {routers[0].name} has no gateway on the network public.")
subnets = {subnet.id for subnet in cloud.network.subnets(project_id=project.id, cidr=CIDR)}
inside = {
    fixed["subnet_id"]
    for router in joined
    for port in cloud.network.ports(device_id=router.id, device_owner="network:router_interface")
    for fixed in port.fixed_ips
}
if not subnets & inside:
    not_yet(f"The router {joined[0].name} reaches the network public, and has no interface on the subnet {CIDR}.")
