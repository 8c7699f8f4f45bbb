cluster = Cluster()
down = [f"osd.{osd['osd']}" for osd in cluster.json("osd dump")["osds"] if not osd["up"] or not osd["in"]]
count = len(cluster.json("osd dump")["osds"])
if down or count != 6:
    not_yet(f"{count - len(down)} OSDs are up and in; all six should be.")
cluster.wait_for_clean(os.environ["POOL"])
cluster.wait_for_clean("rbd")
cluster.keep_documents(os.environ["POOL"], int(os.environ["OBJECTS"]))
