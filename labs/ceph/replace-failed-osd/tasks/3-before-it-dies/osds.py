# Right from the beginning, so it counts once the disk has been swapped.
cluster = Cluster()
osds = cluster.map()["osds"]
if len(osds) < 6:
    not_yet(f"The cluster has {len(osds)} OSDs; it is to have six again.")
if cluster.replaced(SECOND) is None:
    not_yet(f"This counts once osd.{SECOND} is on its new disk.")
cluster.wait_for_six()
cluster.wait_for_clean()
cluster.keep_records()
