# A disk and its backup of monday; since then the disk was written to.
images = Images("learner")
data = os.environ["DATA"]
for pool in ("vms", "backup"):
    images.drop(pool, data)
    images.make(pool, data, disk("monday"))
    with images.pool(pool) as where, rbd.Image(where, data) as image:
        image.create_snap("monday")
with images.pool("vms") as where, rbd.Image(where, data) as image:
    put(image, disk("monday", "tuesday"))
