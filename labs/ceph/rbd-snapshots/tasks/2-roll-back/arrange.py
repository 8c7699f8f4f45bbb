# The upgrade has written all over the disk.
images = Images("learner")
with images.pool("vms") as pool, rbd.Image(pool, os.environ["VM"]) as image:
    put(image, disk("vm", "upgrade"))
