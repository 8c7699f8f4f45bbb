cluster = Cluster()
try:
    with cluster.rados.open_ioctx(os.environ["POOL"]) as pool:
        pool.write_full("heartbeat", b"alive")
except rados.ObjectNotFound:
    not_yet(f"There is no pool {os.environ['POOL']} any more.")
except rados.TimedOut:
    not_yet("A client's write hung for five seconds.")
