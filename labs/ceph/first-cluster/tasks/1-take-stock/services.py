cluster = Cluster()
notes = cluster.notes("inventory")
status = cluster.json("status")
pgs = sum(pool["pg_num"] for pool in cluster.pools().values())
up = status["osdmap"]["num_up_osds"]

missing = [key for key in ("osds", "pgs") if not notes.get(key)]
if missing:
    not_yet("Nothing is noted yet as " + " and ".join(f"inventory/{key}" for key in missing) + ".")
if notes["osds"] != str(up):
    not_yet(f"inventory/osds says {notes['osds'][:40]}; that is not how many OSDs are up now.")
if notes["pgs"] != str(pgs):
    one = [name for name, pool in cluster.pools().items() if notes["pgs"] == str(pool["pg_num"])]
    more = f" The pool {one[0]} alone has that many." if one else ""
    not_yet(f"inventory/pgs says {notes['pgs'][:40]}; the cluster has another number of placement groups.{more}")
