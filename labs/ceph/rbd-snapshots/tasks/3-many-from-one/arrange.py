# A template with a snapshot that was tested and one that was not.
images = Images("learner")
template = os.environ["TEMPLATE"]
for name in ("WEB", "SPARE", "DATABASE"):
    images.drop("vms", os.environ[name])
images.drop("vms", template)
images.make("vms", template)
with images.pool("vms") as pool, rbd.Image(pool, template) as image:
    put(image, disk("draft"))
    image.create_snap("draft")
    put(image, disk("gold"))
    image.create_snap("gold")
    image.protect_snap("draft")
    put(image, disk("gold", "later"))
