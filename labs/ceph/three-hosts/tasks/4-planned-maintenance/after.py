cluster = Cluster()
dump = cluster.json("osd dump")
if not any(cluster.fell_under_noout(osd) for osd in dump["osds"] if osd["osd"] in HOSTS["ceph2"]):
    not_yet("This counts once ceph2 has been away as planned.")
down = [f"osd.{osd['osd']}" for osd in dump["osds"] if not osd["up"]]
if down:
    not_yet(f"{listed(down)} {'is' if len(down) == 1 else 'are'} down.")
status = cluster.json("status")
if len(status["quorum_names"]) < 3:
    not_yet(f"Only the monitors {listed(status['quorum_names'])} are in the quorum.")
temporary = {"noout", "noup", "nodown", "noin", "nobackfill", "norecover", "norebalance", "pauserd", "pausewr"}
flags = sorted(temporary & set(dump["flags_set"]))
if flags:
    not_yet(f"Still set for the whole cluster: {listed(flags)}. ceph osd unset takes it off.")
for where, names in dump["crush_node_flags"].items():
    not_yet(f"Still set for {where}: {listed(sorted(names))}. ceph osd unset-group takes it off.")
for osd in dump["osds"]:
    left = sorted(temporary & set(osd["state"]))
    if left:
        not_yet(f"Still set for osd.{osd['osd']}: {listed(left)}. ceph osd unset-group takes it off.")
cluster.wait_for_clean()
