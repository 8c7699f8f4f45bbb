template, name = os.environ["TEMPLATE"], os.environ["DATABASE"]
image = Images().wanted("vms", name)
wrong = differing(image, disk("gold"))
if wrong:
    not_yet(f"vms/{name} does not hold what {template}@gold holds: {wrong} blocks of 64 KiB differ.")
if parent(image):
    not_yet(f"vms/{name} is still a clone of {parent(image)}: it reads from the template, and the template can't be removed.")
