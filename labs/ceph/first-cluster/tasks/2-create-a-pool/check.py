import os

name, size, pgs = os.environ["POOL"], int(os.environ["SIZE"]), int(os.environ["PGS"])
application = os.environ["APPLICATION"]

cluster = Cluster()
pools = cluster.pools()
pool = pools.get(name)
if pool is None:
    near = [other for other in pools if other.lower() == name.lower() or name in other or other in name]
    not_yet(f"There is no pool {name} yet." + (f" There is one called {near[0]}." if near else ""))
if pool["type"] != 1:
    not_yet(
        f"Pool {name} is erasure-coded; this task asks for a replicated one. The kind can't be changed later: "
        "it takes a new pool."
    )
if pool["size"] != size:
    not_yet(f"Pool {name} has size {pool['size']}, this task asks for {size}: ceph osd pool get {name} size shows it.")
if pool["pg_num_target"] != pgs:
    not_yet(f"Pool {name} has {pool['pg_num_target']} placement groups, this task asks for {pgs} (pg_num).")
if pool["pg_num"] != pgs:
    not_yet(f"Pool {name} is on its way to {pgs} placement groups; it has {pool['pg_num']} now.")
enabled = list(pool["application_metadata"])
if application not in enabled:
    now = f"is enabled for {', '.join(enabled)}" if enabled else "has no application"
    not_yet(f"Pool {name} {now}; this task asks for {application}: ceph osd pool application --help.")
