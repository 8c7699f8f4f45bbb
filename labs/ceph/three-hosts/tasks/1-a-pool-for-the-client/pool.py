import os

name = os.environ["POOL"]
cluster = Cluster()
pool = cluster.pools().get(name)
if pool is None:
    not_yet(f"There is no pool {name} yet.")
if pool["type"] != 1:
    not_yet(f"Pool {name} is erasure-coded; a replicated one is asked for.")
if pool["size"] != 3:
    not_yet(f"Pool {name} keeps {pool['size']} copies, 3 are asked for: ceph osd pool get {name} size shows it.")
if pool["min_size"] != 2:
    not_yet(f"Pool {name} takes writes when {pool['min_size']} of its copies are there; 2 are asked for: ceph osd pool get {name} min_size.")
domain = cluster.failure_domain(pool)
if domain == "osd":
    not_yet(f"The rule of pool {name} puts copies on different OSDs, which may be on one host: ceph osd pool get {name} crush_rule.")
if "rbd" not in pool["application_metadata"]:
    not_yet(f"Pool {name} is not marked as being for rbd: ceph osd pool application get {name} shows what it is marked as.")
