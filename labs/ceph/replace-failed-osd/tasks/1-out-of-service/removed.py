cluster = Cluster()
cluster.keep_records()
osds, places = cluster.map()["osds"], cluster.places()
for host, numbers in HOSTS.items():
    for number in numbers:
        if number != FIRST and number not in osds:
            not_yet(f"osd.{number} on {host} was taken out of the cluster, and nothing was wrong with it. Go back to the save point before this task.")
down = [number for number, osd in osds.items() if not osd["up"] and number != FIRST]
if down:
    not_yet(f"{listed(f'osd.{number}' for number in down)} {'is' if len(down) == 1 else 'are'} down, and had nothing wrong.")
away = [number for number, osd in osds.items() if not osd["in"] and number != FIRST]
if away:
    not_yet(f"{listed(f'osd.{number}' for number in away)} {'is' if len(away) == 1 else 'are'} out, and had nothing wrong.")
dead = osds.get(FIRST)
if dead and dead["in"]:
    not_yet("The dead OSD is down and still in: the cluster waits for it, and makes no new copies.")
cluster.wait_for_clean()
left = []
if dead:
    left.append("the OSD map (ceph osd dump)")
if FIRST in places:
    left.append("the CRUSH tree (ceph osd tree)")
if any(entry["entity"] == f"osd.{FIRST}" for entry in cluster.json("auth ls")["auth_dump"]):
    left.append("the keys (ceph auth ls)")
if left:
    not_yet(f"Every object has its three copies again. The dead OSD is still in {listed(left)}.")
