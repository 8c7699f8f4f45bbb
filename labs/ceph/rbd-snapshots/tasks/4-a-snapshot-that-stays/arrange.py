# An old template with two children: one in use in another pool, one in the trash.
images = Images("learner")
retired, tenant = os.environ["RETIRED"], os.environ["TENANT"]
with images.pool("vms") as vms, images.pool("backup") as backup:
    for entry in list(rbd.RBD().trash_list(vms)):
        rbd.RBD().trash_remove(vms, entry["id"], True)
    images.drop("backup", tenant)
    images.drop("vms", retired)
    images.make("vms", retired, disk("retired"))
    with rbd.Image(vms, retired) as image:
        image.create_snap("gold")
        image.protect_snap("gold")
    for where, name in ((backup, tenant), (vms, "old-test")):
        rbd.RBD().clone(vms, retired, "gold", where, name, features=61, clone_format=1)
    with rbd.Image(backup, tenant) as image:
        put(image, disk("retired", "tenant"))
    rbd.RBD().trash_move(vms, "old-test", 0)
