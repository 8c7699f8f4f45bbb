cluster = Cluster()
nodes = cluster.json("osd tree")["nodes"]
number = struck()
mine = next((node for node in nodes if node["id"] == number), None)
host = next((node["name"] for node in nodes if number in node.get("children", [])), None)
code, old, _ = cluster.rados.mon_command(json.dumps({"prefix": "config-key get", "key": "lab/old-osd"}), b"")
uuid = next((osd["uuid"] for osd in cluster.json("osd dump")["osds"] if osd["osd"] == number), None)
if mine is None or uuid is None:
    not_yet("One OSD has no place in the CRUSH tree: ceph osd tree")
if uuid == old.decode().strip():
    not_yet("This counts once there is a new OSD under the broken one's number.")
if host != os.environ["HOST"]:
    not_yet(f"The new OSD stands in {host or 'no host'}, and its disk is in another one. Copies could meet on one host.")
if mine["crush_weight"] <= 0:
    not_yet("The new OSD has CRUSH weight 0: it gets no data. ceph osd crush reweight sets it; its neighbours show how much.")
