import os

pool_name, name = os.environ["POOL"], os.environ["OBJECT"]
cluster = Cluster()
if pool_name not in cluster.pools():
    not_yet(f"There is no pool {pool_name}. It is the one of the task before.")


def holds(where):
    with cluster.rados.open_ioctx(where) as pool:
        try:
            return pool.stat(name)[0]
        except rados.ObjectNotFound:
            return None


try:
    size = holds(pool_name)
except rados.TimedOut:
    not_yet(f"The OSDs that would hold {name} do not answer. Is one of them down? ceph -s shows it.")
if size is None:
    other = next((pool for pool in ("rbd",) if pool in cluster.pools() and holds(pool) is not None), None)
    not_yet(f"There is no object {name} in pool {pool_name} yet." + (f" There is one in pool {other}." if other else ""))
if size == 0:
    not_yet(f"The object {name} is there, but holds nothing. Store a file that is not empty.")
