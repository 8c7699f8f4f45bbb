template = os.environ["TEMPLATE"]
images = Images()
for name in (os.environ["WEB"], os.environ["SPARE"]):
    image = images.wanted("vms", name)
    wrong = differing(image, disk("gold"))
    if wrong:
        not_yet(f"vms/{name} does not hold what {template}@gold holds: {wrong} blocks of 64 KiB differ.")
    found = parent(image)
    if found is None:
        not_yet(f"vms/{name} has no parent: it takes room for everything that it could share with the template.")
    if not found.startswith(f"vms/{template}@"):
        not_yet(f"vms/{name} is a clone of {found}, not of vms/{template}.")
