name = f"{os.environ['VM']}-broken"
image = Images().wanted("vms", name)
if parent(image):
    not_yet(f"vms/{name} is a clone of {parent(image)}: what the vendor is to see hangs on a snapshot that will be removed.")
if differing(image, disk("vm", "upgrade")):
    if not differing(image, disk("vm")):
        not_yet(f"vms/{name} holds the disk from before the upgrade. Go back to the save point before this task to have the broken one again.")
    not_yet(f"vms/{name} is not what the upgrade has left: {differing(image, disk('vm', 'upgrade'))} blocks of 64 KiB differ.")
