cloud = connect()
quota = cloud.network.get_quota(project_of(cloud, PROJECT).id)
for name in ("networks", "subnets"):
    limit = getattr(quota, name)
    if limit != WANTED:
        not_yet(f"{PROJECT} may have {'any number of' if limit == -1 else limit} {name}; agreed are {WANTED}.")
