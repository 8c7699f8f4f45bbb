dump = Cluster().json("osd dump")
for osd in dump["osds"]:
    print(f"- `osd.{osd['osd']}` is **{'up' if osd['up'] else 'down'}** and **{'in' if osd['in'] else 'out'}**")
flags = sorted({"noout", "noup", "nodown", "noin", "nobackfill", "norecover", "norebalance"} & set(dump["flags_set"]))
print(f"- set for the whole cluster: {', '.join(f'`{flag}`' for flag in flags) or 'no flag'}")
