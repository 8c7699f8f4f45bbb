cluster = Cluster()
full = cluster.full_osds()
print(f"Full is what is above {cluster.json('osd dump')['full_ratio']:.1%}:\n")
for osd in cluster.manager("osd df")["nodes"]:
    print(f"- `osd.{osd['id']}` is used to {osd['utilization']:.1f} %{', **full**' if osd['id'] in full else ''}")
with cluster.rados.open_ioctx(TENANT) as pool:
    kinds = [entry.key.split("-")[0] for entry in pool.list_objects()]
counts = ", ".join(f"{kinds.count(kind)} `{kind}-…`" for kind in sorted(set(kinds)))
print(f"\nPool `{TENANT}` holds {counts or 'nothing'}.")
