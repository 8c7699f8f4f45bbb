import os

cluster = Cluster()
pools = cluster.pools()
names = ("mail", "media", "backup")
gone = [name for name in names if name not in pools]
if gone:
    not_yet(f"The pool {gone[0]} is gone, and its data with it. Reset the environment to have it back.")
for name in names:
    if pools[name]["size"] < 3:
        not_yet(f"Pool {name} keeps only {pools[name]['size']} copies now. Each of the three pools is to keep 3.")
if any(cluster.failure_domain(pools[name]) == "osd" for name in names):
    not_yet("One of the three pools still has a rule that only asks for different OSDs.")
cluster.wait_for_clean()
odd = os.environ["ODD"]
with cluster.rados.open_ioctx(odd) as pool:
    try:
        found = sum(1 for _ in pool.list_objects())
    except rados.TimedOut:
        not_yet(f"The objects of pool {odd} can't be listed at the moment. Are all OSDs up?")
if found < int(os.environ["OBJECTS"]):
    not_yet(f"Pool {odd} holds {found} objects now, and held more. Its data was to be kept.")
