cluster = Cluster()
name = os.environ["METRICS"]
cluster.wait_for_osds()
cluster.wait_for_clean(name)
cluster.keep_documents(name, int(os.environ["DOCUMENTS"]))
