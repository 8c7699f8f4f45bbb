data = os.environ["DATA"]
images = Images()
found = snapshots(images.wanted("vms", data))
if "tuesday" not in found:
    not_yet(f"vms/{data} has no snapshot tuesday; it has {', '.join(found) or 'none'}.")
wrong = differing(images.open("vms", data, "tuesday"), disk("monday", "tuesday"))
if wrong:
    not_yet(f"vms/{data}@tuesday does not hold what the disk held: {wrong} blocks of 64 KiB differ.")
