import subprocess
import time

import openstack

# Two servers in a network of their own, with the rules that are wrong. The tasks wait for their boot.
admin = openstack.connect(cloud="admin")
project = admin.identity.create_project(name=PROJECT, domain_id="default")
admin.identity.assign_project_role_to_user(project, admin.identity.find_user("admin"), admin.identity.find_role("admin"))
cloud = openstack.connect(cloud="admin", project_name=PROJECT)
net = cloud.network
subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "team", "-f", "/root/.ssh/team"], check=True)
with open("/root/.ssh/team.pub") as file:
    cloud.compute.create_keypair(name="team", public_key=file.read())
inside = net.create_network(name="inside")
subnet = net.create_subnet(name="inside", network_id=inside.id, ip_version=4, cidr="192.168.50.0/24")
public = net.find_network("public")
router = net.create_router(name="out", external_gateway_info={"network_id": public.id})
net.add_interface_to_router(router, subnet_id=subnet.id)
groups = {name: net.create_security_group(name=name) for name in ("app", "store", "batch")}
net.create_security_group_rule(security_group_id=groups["app"].id, direction="ingress", ether_type="IPv4", protocol="icmp")
net.create_security_group_rule(
    security_group_id=groups["app"].id, direction="ingress", ether_type="IPv4", protocol="tcp",
    port_range_min=22, port_range_max=22, remote_ip_prefix=f"10.{os.environ['WRONG_NET']}.0.0/24",
)
net.create_security_group_rule(
    security_group_id=groups["store"].id, direction="ingress", ether_type="IPv4", protocol="tcp",
    port_range_min=80, port_range_max=80, remote_group_id=groups["batch"].id,
)
servers = [
    cloud.compute.create_server(
        name=name,
        image_id=cloud.image.find_image("tiny").id,
        flavor_id=cloud.compute.find_flavor("m1.nano").id,
        networks=[{"uuid": inside.id}],
        key_name="team",
        security_groups=[{"name": groups[name].id}],
    )
    for name in ("app", "store")
]
for server in servers:
    cloud.compute.wait_for_server(server, wait=100)
port = next(net.ports(device_id=servers[0].id))
address = net.create_ip(floating_network_id=public.id, port_id=port.id).floating_ip_address
# `openstack server show` prints Nova's copy, which Neutron has told of it only then.
for _ in range(60):
    if any(each["addr"] == address for each in cloud.compute.get_server(servers[0]).addresses["inside"]):
        break
    time.sleep(1)
else:
    raise SystemExit("Nova does not hear of the floating IP")
