cluster = Cluster()
cluster.keep_records()
osds = cluster.map()["osds"]
if OTHER not in osds or "destroyed" in osds[OTHER]["state"]:
    not_yet(f"osd.{OTHER} was taken out of the cluster for good, with all that was on its disk. Go back to the save point before this task.")
osd = osds[OTHER]
# A purged OSD that comes again begins with an empty history; a destroyed one with another identity.
before = cluster.uuid(OTHER, osd["down_at"] - 1) if osd["down_at"] > 1 else None
if before != osd["uuid"]:
    not_yet(f"osd.{OTHER} was made anew, and what its disk held was thrown away. Go back to the save point before this task.")
if not osd["up"]:
    not_yet(f"osd.{OTHER} is down.")
cluster.wait_for_six()
caps = next((entry["caps"] for entry in cluster.json("auth ls")["auth_dump"] if entry["entity"] == f"osd.{OTHER}"), {})
for service in ("mon", "mgr", "osd"):
    if not caps.get(service):
        not_yet(f"The key of osd.{OTHER} has no rights for {service}; compare ceph auth get osd.{OTHER} with its neighbour's.")
cluster.wait_for_clean()
health = cluster.json("health")
if health["status"] != "HEALTH_OK":
    not_yet("The OSD is back. Health still says: " + "; ".join(check["summary"]["message"] for check in health["checks"].values()))
