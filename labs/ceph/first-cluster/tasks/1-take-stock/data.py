cluster = Cluster()
notes = cluster.notes("inventory")
missing = [key for key in ("objects", "nearfull") if not notes.get(key)]
if missing:
    not_yet("Nothing is noted yet as " + " and ".join(f"inventory/{key}" for key in missing) + ".")

# `ceph df` follows a second or two behind what is stored; a count of the objects themselves is right as well.
counts = {pool["stats"]["objects"] for pool in cluster.json("df")["pools"] if pool["name"] == "rbd"}
if "rbd" in cluster.pools():
    with cluster.rados.open_ioctx("rbd") as pool:
        pool.set_namespace(rados.LIBRADOS_ALL_NSPACES)
        stored = sum(1 for _ in pool.list_objects())
    counts = {count for count in counts if count > 0 or stored == 0} | {stored}
if notes["objects"] not in {str(count) for count in counts}:
    not_yet(f"inventory/objects says {notes['objects'][:40]}; the pool rbd holds another number of objects.")

ratio = cluster.json("osd dump")["nearfull_ratio"]
text = notes["nearfull"].replace(",", ".")
try:
    noted = float(text.rstrip("% ")) / (100 if "%" in text else 1)
except ValueError:
    not_yet(f"inventory/nearfull says {notes['nearfull'][:40]}; a number is asked for, such as 0.5.")
if not (abs(noted - ratio) <= 0.0005 or abs(noted / 100 - ratio) <= 0.0005):
    full = cluster.json("osd dump")["full_ratio"]
    more = " That is the ratio at which it is full." if abs(noted - full) < 0.0005 else ""
    not_yet(f"inventory/nearfull says {notes['nearfull'][:40]}; the OSD map has another nearfull ratio.{more}")
