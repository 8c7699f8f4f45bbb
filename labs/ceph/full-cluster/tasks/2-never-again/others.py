cluster = Cluster()
for name, pool in cluster.pools().items():
    if name != TENANT and (pool["quota_max_bytes"] or pool["quota_max_objects"]):
        not_yet(f"Pool {name} has a quota, and is to have none: ceph osd pool get-quota {name}.")
tenant = cluster.pool(TENANT)
if "full_quota" in tenant["flags_names"].split(","):
    not_yet(f"Pool {TENANT} is at its quota already and stops: too small, or there is still too much in it.")
if tenant["quota_max_bytes"] == 0:
    not_yet(f"Nobody is held back, {TENANT} neither. This counts once its quota is set.")
