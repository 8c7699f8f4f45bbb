cluster = Cluster()
name = os.environ["ARCHIVE"]
pool = cluster.pool(name)
if pool["type"] != 3:
    not_yet(f"Pool {name} is not erasure-coded any more: it takes {pool['size']} times the room of its data.")
profile = cluster.json("osd erasure-code-profile get", name=pool["erasure_code_profile"])
k, m = int(profile["k"]), int(profile["m"])
if k + m != pool["size"]:
    not_yet(f"The profile of pool {name} says k={k} m={m}, and the pool has {pool['size']} shards: a profile that was edited does not change the pools that were made with it.")
groups = cluster.wait_for_clean(name)
left = cluster.left_without_a_host(groups)
if left < k:
    not_yet(f"When the wrong host goes, {left} shard{'' if left == 1 else 's'} of some objects would be left, and {k} are needed to read them.")
cluster.keep_documents(name, int(os.environ["DOCUMENTS"]))
