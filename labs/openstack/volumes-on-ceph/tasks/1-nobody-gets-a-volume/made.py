cloud = connect()
volume = project_volume(cloud, FIRST)
if rbd("info", f"volumes/volume-{volume.id}") is None:
    not_yet(f"Cinder says that {FIRST} is there; the pool volumes has no volume-{volume.id}.")
