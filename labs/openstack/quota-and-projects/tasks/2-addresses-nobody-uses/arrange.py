import openstack

# The provider's network is made small, and an old project takes what there is; two of its addresses are in use.
cloud = openstack.connect(cloud="admin")
net = cloud.network
public, subnet = net.find_network("public"), net.find_subnet("public-subnet")
project = cloud.identity.find_project(OTHER, domain_id="default")
net.update_quota(project.id, floatingip=50)
if not list(net.ips(project_id=project.id)):
    net.update_subnet(subnet, allocation_pools=[{"start": "172.24.4.100", "end": "172.24.4.111"}])
    inside = net.create_network(name="old", project_id=project.id)
    within = net.create_subnet(name="old", network_id=inside.id, project_id=project.id, ip_version=4, cidr="192.168.60.0/24")
    router = net.create_router(name="old", project_id=project.id, external_gateway_info={"network_id": public.id})
    net.add_interface_to_router(router, subnet_id=within.id)
    for name in ("mail", "dns"):
        port = net.create_port(name=name, network_id=inside.id, project_id=project.id)
        net.create_ip(floating_network_id=public.id, project_id=project.id, port_id=port.id, description=name)
    while True:
        try:
            net.create_ip(floating_network_id=public.id, project_id=project.id)
        except openstack.exceptions.HttpException:
            break
