cluster = Cluster()
name = os.environ["BOOKS"]
pool = cluster.pool(name)
if pool["type"] != 1:
    not_yet(f"Pool {name} does not keep copies any more: it is erasure-coded.")
if pool["size"] < 3:
    not_yet(f"Pool {name} keeps {pool['size']} cop{'y' if pool['size'] == 1 else 'ies'} now; at least 3 were promised.")
if pool["min_size"] < 2:
    not_yet(f"Pool {name} would take writes with a single copy left (min_size {pool['min_size']}): the next bad sector loses them.")
left = cluster.left_without_a_host(cluster.wait_for_clean(name))
if left < pool["min_size"]:
    not_yet(f"All copies have a place. When the wrong host goes, {left} of them {'is' if left == 1 else 'are'} left, and min_size is {pool['min_size']}: writes would stop.")
