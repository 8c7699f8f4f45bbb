# The disks of one host were taken for rotating ones when it was rebuilt; then a pool was made that wants SSDs.
author = Author()
name, host = os.environ["METRICS"], os.environ["MISREAD"]
author.remove(name)
author.back_home()
if author.json("osd crush rule dump", name="ssd-only") is None:
    author.json("osd crush rule create-replicated", name="ssd-only", root="default", type="host", **{"class": "ssd"})
ids = [str(2 * HOSTS.index(host)), str(2 * HOSTS.index(host) + 1)]
author.json("osd crush rm-device-class", ids=ids)
author.json("osd crush set-device-class", **{"class": "hdd", "ids": ids})
author.make(name, pool_type="replicated", rule="ssd-only", size=3)
author.fill(name, int(os.environ["DOCUMENTS"]))
