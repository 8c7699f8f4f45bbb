cloud = connect()
volume = next((v for v in cloud.block_storage.volumes(all_projects=True, details=True) if v.name == VOLUME), None)
if volume is None:
    not_yet(f"There is no volume {VOLUME} yet.")
if volume.status not in ("available", "in-use"):
    not_yet(f"{VOLUME} is in state {volume.status}.")
info = ceph("rbd", "info", f"volumes/volume-{volume.id}")
if info is None:
    not_yet(f"The pool volumes has no volume-{volume.id}.")
parent = info.get("parent")
if not parent:
    not_yet(f"volume-{volume.id} has no parent: all of it was written, nothing is cloned.")
image = next(iter(cloud.image.images(name=f"{OLD}-raw")), None)
if image is None or parent["pool"] != "images" or parent["image"] != image.id:
    not_yet(f"volume-{volume.id} is a clone of {parent['pool']}/{parent['image']}, which is not {OLD}-raw.")
