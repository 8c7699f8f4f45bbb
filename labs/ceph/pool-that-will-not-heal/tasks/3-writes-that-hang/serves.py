cluster = Cluster()
name = os.environ["ORDERS"]
pool = cluster.pool(name)
flags = {"pausewr", "full"} & set(cluster.json("osd dump")["flags_set"])
if flags:
    not_yet(f"The flag {listed(sorted(flags))} stops all writes.")
groups = cluster.manager("pg ls-by-pool", poolstr=name)["pg_stats"]
idle = [group for group in groups if "active" not in group["state"].split("+")]
if idle or len(groups) < pool["pg_num"]:
    copies = min((len([osd for osd in group["acting"] if osd != NOWHERE]) for group in idle), default=0)
    not_yet(
        f"{len(idle)} of the {pool['pg_num']} placement groups of pool {name} serve nobody. One of them has {copies} "
        f"cop{'y' if copies == 1 else 'ies'}, and the pool serves with {pool['min_size']} or more."
    )
