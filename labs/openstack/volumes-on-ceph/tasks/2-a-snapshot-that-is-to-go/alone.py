cloud = connect()
copy = project_volume(cloud, COPY)
info = rbd("info", f"volumes/volume-{copy.id}")
if info is None:
    not_yet(f"The pool volumes has no volume-{copy.id}.")
if info.get("parent"):
    not_yet(f"{COPY} stands on {info['parent']['image']}@{info['parent']['snapshot']}.")
origin = project_volume(cloud, VOLUME)
left = [s for s in cloud.block_storage.snapshots(all_projects=True) if s.volume_id == origin.id]
if left:
    not_yet(f"The snapshot {left[0].name} is in state {left[0].status}; it is to go.")
