cloud = connect()
project = project_of(cloud, PROJECT)
if not list(cloud.network.ips(project_id=project.id)):
    not_yet(f"{PROJECT} has no floating IP yet.")
pools = cloud.network.find_subnet("public-subnet").allocation_pools
if pools != [{"start": "172.24.4.100", "end": "172.24.4.111"}]:
    not_yet("The provider's network has other addresses than before; the addresses beside these belong to somebody else.")
