cluster = Cluster()
for name, pool in cluster.pools().items():
    if name != TENANT and (pool["quota_max_bytes"] or pool["quota_max_objects"]):
        not_yet(f"Pool {name} has a quota, and is to have none: ceph osd pool get-quota {name}.")
if cluster.pool(TENANT)["quota_max_bytes"] == 0:
    not_yet(f"Nobody is held back, {TENANT} neither. This counts once its quota is set.")
