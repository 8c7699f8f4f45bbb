import re

entry = ceph("ceph", "auth", "get", "client.glance")
if not entry:
    not_yet("The cluster knows no client.glance any more.")
osd = entry[0]["caps"].get("osd", "")
if "*" in osd or "pool=" not in osd:
    not_yet(f"client.glance may do more on the OSDs than work with its pool: {osd or 'nothing'}")
pools = set(re.findall(r"pool[= ]([\w.-]+)", osd))
if pools != {"images"}:
    not_yet(f"client.glance may work with {', '.join(sorted(pools))}; its pool is images.")
if "*" in entry[0]["caps"].get("mon", ""):
    not_yet("client.glance may do everything on the monitors.")
