tenant = os.environ["TENANT"]
images = Images()
image = images.open("backup", tenant) or images.open("vms", tenant)
if image is None:
    not_yet(f"The disk of {tenant} is gone. It was in use; go back to the save point before this task.")
wrong = differing(image, disk("retired", "tenant"))
if wrong:
    not_yet(f"The disk of {tenant} is not what it was: {wrong} blocks of 64 KiB differ.")
if parent(image):
    not_yet(f"The disk of {tenant} still reads from {parent(image)}.")
