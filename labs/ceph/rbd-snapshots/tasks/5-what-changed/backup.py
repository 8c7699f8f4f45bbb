data = os.environ["DATA"]
images = Images()
found = snapshots(images.wanted("backup", data))
missing = [name for name in ("monday", "tuesday") if name not in found]
if missing:
    not_yet(f"backup/{data} has no snapshot {' and no '.join(missing)}" + (f"; it has {', '.join(found)}." if found else "."))
if differing(images.open("backup", data, "monday"), disk("monday")):
    not_yet(f"backup/{data}@monday is not what it was on monday.")
wrong = differing(images.open("backup", data, "tuesday"), disk("monday", "tuesday"))
if wrong:
    not_yet(f"backup/{data}@tuesday is not what the source was on tuesday: {wrong} blocks of 64 KiB differ.")
