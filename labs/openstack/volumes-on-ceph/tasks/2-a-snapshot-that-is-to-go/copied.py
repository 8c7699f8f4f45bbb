import subprocess

cloud = connect()
copy, origin = project_volume(cloud, COPY), project_volume(cloud, VOLUME)


def beginning(volume):
    """Its first 8 MiB, in which the image's boot sector and kernel are."""
    export = subprocess.Popen(["rbd", "export", "--no-progress", f"volumes/volume-{volume.id}", "-"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    data = export.stdout.read(8 << 20)
    export.kill()
    export.wait()
    return data


if copy.size != origin.size:
    not_yet(f"{COPY} has {copy.size} GiB, {VOLUME} has {origin.size}.")
if beginning(copy) != beginning(origin):
    not_yet(f"{COPY} does not hold what the snapshot of {VOLUME} held.")
