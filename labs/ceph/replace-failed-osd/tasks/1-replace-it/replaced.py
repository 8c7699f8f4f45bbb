cluster = Cluster()
osds = cluster.json("osd dump")["osds"]
mine = next((osd for osd in osds if osd["osd"] == struck()), None)
code, old, _ = cluster.rados.mon_command(json.dumps({"prefix": "config-key get", "key": "lab/old-osd"}), b"")
if mine is None:
    not_yet("One OSD is gone from the map, and nothing has taken its number. ceph osd tree shows five.")
if mine["uuid"] == old.decode().strip() or mine["uuid"] == "00000000-0000-0000-0000-000000000000":
    not_yet("The broken OSD has not been replaced: under its number the cluster still knows the old one, or none." )
if not mine["up"]:
    not_yet("There is a new OSD under the number, and it is not up: systemctl status ceph-osd@N on its host.")
if not mine["in"]:
    not_yet("The new OSD is up and out: it gets no data until it is in.")
