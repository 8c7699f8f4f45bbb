vm, name = os.environ["VM"], f"before-{os.environ['RELEASE']}"
images = Images()
image = images.wanted("vms", vm)
found = snapshots(image)
if name not in found:
    not_yet(f"vms/{vm} has no snapshot {name}" + (f"; it has {', '.join(found)}." if found else "; it has none at all."))
if not image.is_protected_snap(name):
    not_yet(f"The snapshot {name} of vms/{vm} is there, and rbd snap purge would remove it: it is not protected.")
wrong = differing(images.open("vms", vm, name), disk("vm"))
if wrong:
    not_yet(f"The snapshot {name} does not hold what the disk held before: {wrong} blocks differ.")
