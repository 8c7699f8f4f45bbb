# Four shards on three hosts.
author = Author()
name = os.environ["ARCHIVE"]
author.remove(name)
author.back_home()
if name in author.json("osd erasure-code-profile ls"):
    author.json("osd erasure-code-profile rm", name=name)
if author.json("osd crush rule dump", name=name) is not None:
    author.json("osd crush rule rm", name=name)
author.json("osd erasure-code-profile set", name=name, profile=["k=2", "m=2", "crush-failure-domain=host"])
author.make(name, pool_type="erasure", erasure_code_profile=name)
author.fill(name, int(os.environ["DOCUMENTS"]))
