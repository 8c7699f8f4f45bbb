cluster = Cluster()
for osd in cluster.json("osd dump")["osds"]:
    if osd["osd"] in HOSTS["ceph2"] and not cluster.fell_under_noout(osd):
        not_yet(
            f"When osd.{osd['osd']} last went down, noout was not in force for it. A planned stop begins with the flag; "
            "take it again from there."
        )
