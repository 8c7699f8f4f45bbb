cluster = Cluster()
down = [osd for osd in cluster.json("osd dump")["osds"] if not osd["up"]]
if not down:
    print("All OSDs that the cluster knows are **up**. Is one missing, or out? `ceph osd tree` shows both.")
for osd in down:
    number = osd["osd"]
    answer = cluster.manager("osd safe-to-destroy", ids=[str(number)]) or {}
    safe = number in answer.get("safe_to_destroy", [])
    print(f"`osd.{number}` is **down** and {'in' if osd['in'] else 'out'}. It {'may' if safe else 'may not yet'} be destroyed: `ceph osd safe-to-destroy {number}`.")
