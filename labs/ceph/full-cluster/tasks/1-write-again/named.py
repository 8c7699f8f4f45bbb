cluster = Cluster()
notes = cluster.notes("full")
missing = [f"full/{key}" for key in ("osd", "ratio") if not notes.get(key)]
if missing:
    not_yet(f"Nothing is noted yet as {listed(missing)}.")

osd = notes["osd"].removeprefix("osd.")
marks = cluster.notes("lab").get("marks", "").split()
if mark(osd) not in marks and osd not in {str(number) for number in cluster.full_osds()}:
    not_yet(f"full/osd says {notes['osd'][:40]}; that one was not full when the writes stopped. Go back to the save point if it is too late to see which one was.")

text = notes["ratio"].replace(",", ".")
try:
    noted = float(text.rstrip("% ")) / (100 if "%" in text else 1)
except ValueError:
    not_yet(f"full/ratio says {notes['ratio'][:40]}; a number is asked for, such as 0.9.")
if not (abs(noted - FULL) <= 0.0005 or abs(noted / 100 - FULL) <= 0.0005):
    other = next((name for name, ratio in RATIOS.items() if name != "full_ratio" and abs(noted - ratio) < 0.0005), None)
    more = f" That was the {other.replace('_', ' ')}." if other else ""
    not_yet(f"full/ratio says {notes['ratio'][:40]}; the wall stood elsewhere.{more}")
