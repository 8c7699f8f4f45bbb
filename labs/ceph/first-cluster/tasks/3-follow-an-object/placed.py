import os
import re

pool_name, name = os.environ["POOL"], os.environ["OBJECT"]
cluster = Cluster()
notes = cluster.notes("object")
missing = [key for key in ("pg", "osds") if not notes.get(key)]
if missing:
    not_yet("Nothing is noted yet as " + " and ".join(f"object/{key}" for key in missing) + ".")
if pool_name not in cluster.pools():
    not_yet(f"There is no pool {pool_name}. It is the one of the task before.")

where = cluster.json("osd map", pool=pool_name, object=name)
if notes["pg"].lower() not in (where["pgid"], where["raw_pgid"]):
    number = str(where["pool_id"])
    more = "" if notes["pg"].split(".")[0] == number else f" A PG's name begins with its pool's number; {pool_name} has another."
    not_yet(f"object/pg says {notes['pg'][:40]}; {name} belongs to another placement group.{more}")

# Any list of numbers: 2,0,1 or [2,0,1] or "osd.2 osd.0"; as printed by `ceph osd map`, with p and the primary, too.
text = re.sub(r",\s*p\d+", "", notes["osds"])
noted = [int(number) for number in re.findall(r"\d+", text)]
if sorted(noted) != sorted(where["acting"]):
    not_yet(f"object/osds says {notes['osds'][:40]}; the placement group {where['pgid']} is held by other OSDs.")
if noted[0] != where["acting_primary"]:
    not_yet(f"object/osds has the right OSDs, but osd.{noted[0]} is not the primary.")
