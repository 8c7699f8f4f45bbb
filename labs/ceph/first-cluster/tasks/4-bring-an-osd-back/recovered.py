cluster = Cluster()
dump = cluster.json("osd dump")
osds = {osd["osd"]: osd for osd in dump["osds"]}


def listed(numbers):
    names = [f"osd.{number}" for number in sorted(numbers)]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


if len(osds) < 3:
    gone = {0, 1, 2} - set(osds)
    not_yet(f"{listed(gone)} is not in the cluster any more. It was only switched off; reset the environment to have it back.")
down = [number for number, osd in osds.items() if not osd["up"]]
out = [number for number, osd in osds.items() if not osd["in"]]
if down:
    not_yet(f"{listed(down)} {'is' if len(down) == 1 else 'are'} down: the process does not answer.")
if out:
    not_yet(f"{listed(out)} {'is' if len(out) == 1 else 'are'} out: no data is placed there.")

states = cluster.json("status")["pgmap"]
expected = sum(pool["pg_num"] for pool in dump["pools"])
clean = sum(state["count"] for state in states.get("pgs_by_state", []) if state["state_name"] == "active+clean")
metric("pgs_not_clean", expected - clean)
if clean < expected:
    count = expected - clean
    not_yet(f"All OSDs are up. Waiting for {count} placement group{'' if count == 1 else 's'} to become active+clean.")
