# A pool with documents in it, three copies of each.
author = Author()
name = os.environ["POOL"]
author.remove(name)
author.make(name, pool_type="replicated", rule="replicated_rule", size=3)
author.fill(name, int(os.environ["OBJECTS"]))
