"""Does once what learners will do: a server with a volume that answers at its floating IP. Leaves nothing of it."""
import subprocess
import sys
import time

import openstack

cloud = openstack.connect(cloud="demo")
admin = openstack.connect(cloud="admin")
net = cloud.network
began = time.monotonic()


def say(text):
    print(f"  {time.monotonic() - began:5.1f} s  {text}", flush=True)


network = net.create_network(name="trial")
subnet = net.create_subnet(name="trial", network_id=network.id, ip_version=4, cidr="192.168.77.0/24")
public = net.find_network("public")
router = net.create_router(name="trial", external_gateway_info={"network_id": public.id})
net.add_interface_to_router(router, subnet_id=subnet.id)
group = net.create_security_group(name="trial")
for rule in ({"protocol": "icmp"}, {"protocol": "tcp", "port_range_min": 22, "port_range_max": 22}):
    net.create_security_group_rule(security_group_id=group.id, direction="ingress", ether_type="IPv4", **rule)
server = cloud.compute.create_server(
    name="trial",
    image_id=cloud.image.find_image("tiny").id,
    flavor_id=cloud.compute.find_flavor("m1.nano").id,
    networks=[{"uuid": network.id}],
    security_groups=[{"name": "trial"}],
)
say("server asked for")
server = cloud.compute.wait_for_server(server, wait=240)
say(f"server {server.status}")
port = next(net.ports(device_id=server.id))
address = net.create_ip(floating_network_id=public.id, port_id=port.id)
answered = False
for _ in range(90):
    if subprocess.run(["ping", "-q", "-c", "1", "-W", "1", address.floating_ip_address], capture_output=True).returncode == 0:
        answered = True
        break
say(f"{address.floating_ip_address} {'answers' if answered else 'does not answer'}")
banner = subprocess.run(
    ["timeout", "60", "sh", "-c", f"until echo | nc -w 2 {address.floating_ip_address} 22 | grep -q SSH; do sleep 1; done"]
)
say(f"SSH {'answers' if banner.returncode == 0 else 'does not answer'}")
console = cloud.compute.get_server_console_output(server)["output"]
if not answered or banner.returncode != 0:
    print(console)
    sys.exit("The trial server cannot be reached.")
if "metadata instance-id=" not in console:
    for _ in range(30):
        time.sleep(1)
        console = cloud.compute.get_server_console_output(server)["output"]
        if "metadata instance-id=" in console:
            break
    else:
        print(console)
        sys.exit("The trial server got no metadata.")
say("metadata came")
volume = cloud.block_storage.create_volume(size=1, name="trial")
volume = cloud.block_storage.wait_for_status(volume, "available", failures=["error"], interval=1, wait=120)
attachment = cloud.compute.create_volume_attachment(server, volume_id=volume.id)
cloud.block_storage.wait_for_status(volume, "in-use", failures=["error"], interval=1, wait=120)
say("volume attached")
cloud.compute.delete_volume_attachment(attachment, server)
cloud.block_storage.wait_for_status(volume, "available", failures=["error"], interval=1, wait=120)
cloud.block_storage.delete_volume(volume)
cloud.block_storage.wait_for_delete(volume, interval=1, wait=120)
net.delete_ip(address)
cloud.compute.delete_server(server)
cloud.compute.wait_for_delete(server, interval=1, wait=120)
net.remove_interface_from_router(router, subnet_id=subnet.id)
net.delete_router(router)
net.delete_network(network)
net.delete_security_group(group)
for kind in (admin.compute.servers(all_projects=True), admin.block_storage.volumes(all_projects=True), net.ips(), net.routers()):
    left = list(kind)
    if left:
        sys.exit(f"left behind: {left}")
say("removed again")
