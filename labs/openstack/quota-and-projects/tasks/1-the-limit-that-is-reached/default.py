cloud = connect()
project, other = project_of(cloud, PROJECT), project_of(cloud, OTHER)
for name in ("networks", "subnets"):
    if getattr(cloud.network.get_quota(other.id), name) != 100:
        not_yet(f"{OTHER} may have another number of {name} than before.")
if getattr(cloud.network.get_quota(project.id), "networks") == 2:
    not_yet(f"Nothing was changed for anybody yet, {PROJECT} included.")
