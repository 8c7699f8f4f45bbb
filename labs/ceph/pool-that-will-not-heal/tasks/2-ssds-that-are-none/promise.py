cluster = Cluster()
name = os.environ["METRICS"]
pool = cluster.pool(name)
if pool["size"] < 3:
    not_yet(f"Pool {name} keeps {pool['size']} cop{'y' if pool['size'] == 1 else 'ies'} now; 3 were promised.")
root, device_class = cluster.rule(pool)
if device_class != "ssd":
    now = f"only takes disks of the class {device_class}" if device_class else "takes any disk"
    not_yet(f"The rule of pool {name} {now}. SSDs only were promised, also next month.")
if cluster.left_without_a_host(cluster.wait_for_clean(name)) < 2:
    not_yet(f"The copies of pool {name} are not on three hosts: when one host goes, fewer than two are left.")
wrong = [f"osd.{node['id']}" for node in cluster.json("osd tree")["nodes"] if node["type"] == "osd" and node.get("device_class") != "ssd"]
if wrong:
    not_yet(f"{listed(wrong)} {'is' if len(wrong) == 1 else 'are'} still not of the class ssd, and all six disks are SSDs.")
