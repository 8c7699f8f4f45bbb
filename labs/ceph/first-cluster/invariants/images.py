# The objects that somebody stored before this lab began: their names say that they are not the learner's.
import os

# What does not answer is not lost, and a task is about that.
cluster = Cluster(away=lambda text: passed())
wanted = int(os.environ["IMAGES"])
if "rbd" not in cluster.pools():
    not_yet("The pool rbd is gone, and with it what was stored in it.")
try:
    with cluster.rados.open_ioctx("rbd") as pool:
        names = {entry.key for entry in pool.list_objects()}
except rados.TimedOut:
    passed()
lost = sum(1 for number in range(wanted) if f"image-{number:03}" not in names)
if lost:
    not_yet(f"{lost} of the {wanted} objects image-… in pool rbd are gone.")
