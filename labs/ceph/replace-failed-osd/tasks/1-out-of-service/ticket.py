import re

cluster = Cluster()
notes = {key.rsplit("/", 1)[-1]: value.strip() for key, value in (cluster.json("config-key dump", key="ticket/") or {}).items()}
missing = [f"ticket/{key}" for key in ("host", "disk") if not notes.get(key)]
if missing:
    not_yet(f"Nothing is noted yet as {listed(missing)}.")
if notes["host"].lower().split(".")[0] != HOST:
    not_yet(f"ticket/host says {notes['host'][:40]}; the dead OSD is on another host: ceph osd find <number>.")
serials = re.findall(r"zl\w+|zk\w+", notes["disk"].lower())
if os.environ["DEAD_DISK"] not in serials or len(set(serials)) > 1:
    wrong = "is the disk that still works" if os.environ["AGEING_DISK"] in serials else "is not the serial number of the dead disk"
    not_yet(f"ticket/disk says {notes['disk'][:60]}; that {wrong}. Where does the link block of the dead OSD point to?")
