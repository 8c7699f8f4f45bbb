# More copies than hosts.
author = Author()
name = os.environ["BOOKS"]
author.remove(name)
author.make(name, pool_type="replicated", rule="replicated_rule", size=3)
author.json("osd pool set", pool=name, var="size", val="4")
author.fill(name, int(os.environ["DOCUMENTS"]))
