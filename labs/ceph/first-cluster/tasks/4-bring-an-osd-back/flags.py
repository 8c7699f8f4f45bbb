# noup, nodown and the like are set for the whole cluster or for single OSDs; both outlive the maintenance.
cluster = Cluster()
dump = cluster.json("osd dump")
flags = sorted(TEMPORARY & set(dump["flags_set"]))
if flags:
    plural = len(flags) > 1
    not_yet(f"The flag{'s' if plural else ''} {', '.join(flags)} {'are' if plural else 'is'} still set: ceph osd unset takes {'one' if plural else 'it'} off.")
for osd in dump["osds"]:
    left = sorted(TEMPORARY & set(osd["state"]))
    if left:
        not_yet(f"osd.{osd['osd']} still has {', '.join(left)} set for itself: ceph osd unset-group takes it off.")
if any(not osd["up"] for osd in dump["osds"]):
    not_yet("No flag is set. This counts once every OSD is up.")
