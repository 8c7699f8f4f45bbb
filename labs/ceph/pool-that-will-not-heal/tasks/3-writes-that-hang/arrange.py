# A host was moved aside for a test and forgotten there; then a pool was made that insists on all of its copies.
author = Author()
name, host = os.environ["ORDERS"], os.environ["MOVED"]
author.remove(name)
author.back_home()
author.json("osd crush add-bucket", name="staging", type="root")
author.json("osd crush move", name=host, args=["root=staging"])
author.make(name, pool_type="replicated", rule="replicated_rule", size=3)
author.json("osd pool set", pool=name, var="min_size", val="3")
