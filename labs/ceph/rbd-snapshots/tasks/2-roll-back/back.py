vm, name = os.environ["VM"], f"before-{os.environ['RELEASE']}"
images = Images()
image = images.wanted("vms", vm)
if name not in snapshots(image):
    not_yet(f"vms/{vm} has lost its snapshot {name}, which is needed for the second try.")
wrong = differing(image, disk("vm"))
if wrong:
    not_yet(f"vms/{vm} is not as it was before the upgrade: {wrong} blocks of 64 KiB differ from the snapshot.")
