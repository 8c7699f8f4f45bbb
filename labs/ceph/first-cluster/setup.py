# A few objects in the pool that is there, and a threshold that is not the default: what task 1 asks about.
import os

cluster = Cluster("admin")
with cluster.rados.open_ioctx("rbd") as pool:
    pending = [
        pool.aio_write_full(f"image-{number:03}", os.urandom(4096)) for number in range(int(os.environ["IMAGES"]))
    ]
    for operation in pending:
        operation.wait_for_complete()
cluster.ask("osd set-nearfull-ratio", ratio=float(os.environ["NEARFULL"]))
