cluster = Cluster()
dump = cluster.json("osd dump")
for name, wanted in RATIOS.items():
    if abs(dump[name] - wanted) > 0.0005:
        not_yet(f"The {name.replace('_', ' ')} is {dump[name]:.3f} now; it was {wanted:.3f}. Set it back when there is room.")
if cluster.full_osds():
    not_yet("The ratios are untouched. This counts once no OSD is full.")
