dump = Cluster().json("osd dump")
for osd in dump["osds"]:
    own = sorted(TEMPORARY & set(osd["state"]))
    more = f", with {', '.join(own)} set for itself" if own else ""
    print(f"- `osd.{osd['osd']}` is **{'up' if osd['up'] else 'down'}** and **{'in' if osd['in'] else 'out'}**{more}")
flags = sorted(TEMPORARY & set(dump["flags_set"]))
print(f"- set for the whole cluster: {', '.join(f'`{flag}`' for flag in flags) or 'no flag'}")
