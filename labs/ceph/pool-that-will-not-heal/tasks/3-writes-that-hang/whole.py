cluster = Cluster()
name = os.environ["ORDERS"]
cluster.wait_for_osds()
pool = cluster.pool(name)
if pool["size"] < 3:
    not_yet(f"Pool {name} keeps {pool['size']} cop{'y' if pool['size'] == 1 else 'ies'} now; 3 were promised.")
if cluster.left_without_a_host(cluster.wait_for_clean(name)) < 2:
    not_yet(f"The copies of pool {name} are not on three hosts: when one host goes, fewer than two are left.")
states = cluster.json("status")["pgmap"]
moving = sum(state["count"] for state in states["pgs_by_state"] if state["state_name"] != "active+clean")
if moving:
    not_yet(f"Pool {name} is whole. Of all pools, {moving} placement group{' is' if moving == 1 else 's are'} not active+clean: ceph pg dump_stuck, ceph -s.")
