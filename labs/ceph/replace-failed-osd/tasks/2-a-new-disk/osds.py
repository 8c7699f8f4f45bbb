cluster = Cluster()
osds = cluster.map()["osds"]
if len(osds) < 6:
    not_yet(f"The cluster has {len(osds)} OSDs. The new disk on {HOST} is not one of them yet.")
cluster.wait_for_six()
cluster.wait_for_clean()
cluster.keep_records()
code, output, message = cluster.rados.mgr_command(json.dumps({"prefix": "osd df", "format": "json"}), b"")
if code != 0:
    not_yet("No manager answers; ceph -s shows whether one is active.")
empty = [f"osd.{node['id']}" for node in json.loads(output)["nodes"] if node["pgs"] == 0]
if empty:
    not_yet(f"{listed(empty)} holds no placement group. Whose data should it get, and why doesn't it?")
