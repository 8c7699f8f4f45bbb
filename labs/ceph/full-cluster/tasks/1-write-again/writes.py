cluster = Cluster()
cluster.pool(APP)
flags = {"pausewr", "pauserd"} & set(cluster.json("osd dump")["flags_set"])
if flags:
    not_yet(f"The flag {listed(sorted(flags))} stops all clients.")
full = cluster.full_osds()
if full:
    not_yet(f"{listed(f'osd.{number}' for number in full)} {'is' if len(full) == 1 else 'are'} full, so nothing can be written.")
near = cluster.near_osds()
if near:
    not_yet(f"It writes again; {listed(f'osd.{number}' for number in near)} {'is' if len(near) == 1 else 'are'} still near the wall: ceph health detail.")
try:
    with cluster.rados.open_ioctx(APP) as pool:
        pool.write_full("heartbeat", b"alive")
except (rados.TimedOut, rados.NoSpace):
    not_yet(f"A write to pool {APP} hung for five seconds.")
