cluster = Cluster()
wanted = int(os.environ["QUOTA"]) * MIB
pool = cluster.pool(TENANT)
quota = pool["quota_max_bytes"]
if quota == 0:
    more = " There is one on the number of objects; how large they may be, it does not say." if pool["quota_max_objects"] else ""
    not_yet(f"Pool {TENANT} has no quota on bytes.{more}")
if quota == int(os.environ["QUOTA"]) * 1_000_000:
    not_yet(f"The quota of pool {TENANT} is {quota} bytes, which is {quota / MIB:.1f} MiB: MB and MiB are 5 % apart.")
if quota != wanted:
    not_yet(f"The quota of pool {TENANT} is {quota / MIB:g} MiB; the contract says {wanted // MIB} MiB.")
