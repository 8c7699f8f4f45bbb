"""content.py GUEST FORMAT: what every cloud has from the start."""
import sys

import openstack

cloud = openstack.connect()
cloud.create_image(
    "tiny",
    filename=sys.argv[1],
    disk_format=sys.argv[2],
    container_format="bare",
    visibility="public",
    min_ram=96,
    hw_rng_model="virtio",
    wait=True,
)
for name, ram, disk, cpus in (("m1.nano", 128, 1, 1), ("m1.tiny", 192, 1, 1), ("m1.small", 512, 2, 1)):
    cloud.compute.create_flavor(name=name, ram=ram, disk=disk, vcpus=cpus)
public = cloud.network.create_network(
    name="public", is_router_external=True, provider_network_type="flat", provider_physical_network="public"
)
cloud.network.create_subnet(
    name="public-subnet",
    network_id=public.id,
    ip_version=4,
    cidr="172.24.4.0/24",
    gateway_ip="172.24.4.1",
    is_dhcp_enabled=False,
    allocation_pools=[{"start": "172.24.4.100", "end": "172.24.4.200"}],
)
