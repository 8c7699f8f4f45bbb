cluster = Cluster()
status = cluster.json("status")
out = [mon["name"] for mon in cluster.json("mon dump")["mons"] if mon["name"] not in status["quorum_names"]]
if len(status["quorum_names"]) + len(out) < 3:
    not_yet("The cluster does not know three monitors any more. The third was only switched off; reset the environment to have it back.")
if out:
    not_yet(f"The monitor {listed(out)} is not in the quorum.")
dump = cluster.json("osd dump")
osds = {osd["osd"]: osd for osd in dump["osds"]}
if len(osds) < 6:
    not_yet("An OSD was taken out of the cluster for good. It was only switched off; reset the environment to have it back.")
down = [f"osd.{number}" for number, osd in osds.items() if not osd["up"]]
if down:
    not_yet(f"{listed(down)} {'is' if len(down) == 1 else 'are'} down.")
away = [f"osd.{number}" for number, osd in osds.items() if not osd["in"]]
if away:
    not_yet(f"{listed(away)} {'is' if len(away) == 1 else 'are'} out: no data is placed there.")
managers = cluster.json("mgr dump")
alive = {managers["active_name"], *(standby["name"] for standby in managers["standbys"])}
missing = sorted(set(HOSTS) - alive)
if missing:
    not_yet(f"The manager of {listed(missing)} does not run. One is active, the others stand by.")
cluster.wait_for_clean()
