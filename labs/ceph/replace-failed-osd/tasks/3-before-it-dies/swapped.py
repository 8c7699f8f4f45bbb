cluster = Cluster()
now = cluster.map()
if FIRST not in now["osds"]:
    not_yet(f"osd.{FIRST} is gone from the cluster, and was not the one to be replaced.")
if SECOND not in now["osds"]:
    not_yet(f"There is no osd.{SECOND} at the moment. The new disk is to get that number.")
if "destroyed" in now["osds"][SECOND]["state"]:
    not_yet(f"osd.{SECOND} is destroyed, and its number waits for the new disk.")
then = cluster.replaced(SECOND)
if then is None:
    not_yet(f"osd.{SECOND} is still on its old disk.")
old = then["osds"][SECOND]
tree = {node["id"]: node for node in cluster.json("osd tree", epoch=then["epoch"])["nodes"]}
drained = not old["in"] or tree.get(SECOND, {}).get("crush_weight", 1) == 0
if not drained:
    not_yet(
        f"The old osd.{SECOND} was still *in* when it was stopped: for a while, every object on it was one copy short. "
        "Go back to the save point before this task, and drain it first."
    )
# While placement groups move away, the map keeps their old places as a temporary exception.
busy = [entry["pgid"] for entry in then["pg_temp"] if SECOND in entry["osds"]]
if busy:
    not_yet(
        f"The old osd.{SECOND} was out when it was stopped, and not drained yet: {len(busy)} placement group{'' if len(busy) == 1 else 's'} still used it. "
        "Go back to the save point before this task, and wait until it is safe to destroy."
    )
