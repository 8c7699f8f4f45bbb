retired = os.environ["RETIRED"]
images = Images()
image = images.open("vms", retired)
if image is not None:
    count = len(list(image.list_descendants()))
    hanging = f"{count} image{' hangs' if count == 1 else 's hang'} on it" if count else "nothing hangs on it any more"
    not_yet(f"vms/{retired} is still there, with {len(snapshots(image)) or 'no'} snapshot{'' if len(snapshots(image)) == 1 else 's'}; {hanging}.")
with images.pool("vms") as pool:
    if any(entry["name"] == retired for entry in rbd.RBD().trash_list(pool)):
        not_yet(f"vms/{retired} is in the trash, which is out of sight and not gone: rbd trash ls --all vms.")
