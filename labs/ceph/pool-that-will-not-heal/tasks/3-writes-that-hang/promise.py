cluster = Cluster()
name = os.environ["ORDERS"]
pool = cluster.pool(name)
if pool["min_size"] >= pool["size"]:
    not_yet(f"Pool {name} insists on all of its {pool['size']} copies (min_size {pool['min_size']}): the next reboot of a host stops all writes.")
if pool["min_size"] < 2:
    not_yet(f"Pool {name} would take writes with a single copy left (min_size {pool['min_size']}): a write may be lost with the next disk.")
left = cluster.left_without_a_host(cluster.wait_for_clean(name))
if left < pool["min_size"]:
    not_yet(f"When the wrong host goes, {left} cop{'y is' if left == 1 else 'ies are'} left of some objects, and min_size is {pool['min_size']}.")
