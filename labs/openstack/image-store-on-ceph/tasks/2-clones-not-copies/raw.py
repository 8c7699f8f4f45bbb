import subprocess

cloud = connect()
image = one_image(cloud, f"{OLD}-raw")
if image.disk_format != "raw":
    not_yet(f"{OLD}-raw is {image.disk_format}.")
if not stored(image):
    not_yet(f"The pool images has nothing of {OLD}-raw.")
export = subprocess.Popen(["rbd", "export", "--no-progress", f"images/{image.id}@snap", "-"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
head = export.stdout.read(4)
export.kill()
export.wait()
if head == b"QFI\xfb":
    not_yet(f"{OLD}-raw calls itself raw, and what it holds is qcow2.")
if not any(cloud.image.images(name=OLD)):
    not_yet(f"The image {OLD} is gone; it should stay.")
