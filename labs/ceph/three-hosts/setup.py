# Three pools with data; the copies of one of them only have to lie on different OSDs.
import os

cluster = Cluster("admin")
cluster.json("osd crush rule create-replicated", name="standard", root="default", type="host")
cluster.json("osd crush rule create-replicated", name="quick", root="default", type="osd")
for name in ("mail", "media", "backup"):
    rule = "quick" if name == os.environ["ODD"] else "standard"
    cluster.json("osd pool create", pool=name, pg_num=8, pgp_num=8, pool_type="replicated", rule=rule, size=3)
    cluster.json("osd pool application enable", pool=name, app=name)
for name in ("mail", "media", "backup"):
    with cluster.rados.open_ioctx(name) as pool:
        pending = [
            pool.aio_write_full(f"{name}-{number:03}", os.urandom(4096)) for number in range(int(os.environ["OBJECTS"]))
        ]
        for operation in pending:
            operation.wait_for_complete()
