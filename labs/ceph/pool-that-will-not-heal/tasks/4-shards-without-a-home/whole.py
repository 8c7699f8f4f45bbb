cluster = Cluster()
name = os.environ["ARCHIVE"]
cluster.wait_for_osds()
cluster.wait_for_clean(name)
