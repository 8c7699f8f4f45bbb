cloud = connect()
image = one_image(cloud, IMAGE)
if image.disk_format != "raw":
    not_yet(f"The image {IMAGE} is {image.disk_format}; this task asks for raw.")
if not stored(image):
    not_yet(f"Glance says that {IMAGE} is there, but the pool images has nothing of it.")
