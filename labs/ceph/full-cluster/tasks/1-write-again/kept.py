cluster = Cluster()
for name in (APP, TENANT):
    pool = cluster.pool(name)
    if pool["size"] < 3:
        not_yet(f"Pool {name} keeps {pool['size']} cop{'y' if pool['size'] == 1 else 'ies'} now; it was to keep three.")
    if pool["min_size"] < 2:
        not_yet(f"Pool {name} would take writes with a single copy left (min_size {pool['min_size']}).")
cluster.keep_results()
away = [f"osd.{osd['osd']}" for osd in cluster.json("osd dump")["osds"] if not osd["up"] or not osd["in"]]
if away:
    not_yet(f"{listed(away)} is not up and in. All six were, and their room is needed.")
if cluster.full_osds():
    not_yet("All of it is there. This counts once no OSD is full.")
states = cluster.json("status")["pgmap"]
moving = sum(state["count"] for state in states["pgs_by_state"] if state["state_name"] != "active+clean")
if moving:
    not_yet(f"Waiting for {moving} placement group{'' if moving == 1 else 's'} to become active+clean.")
