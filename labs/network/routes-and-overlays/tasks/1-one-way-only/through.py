# Seen by two hosts of the grader's own, one beside host1 and one beside host2.
from wires import path, send

for source, target, where, hops in (
    (beside(1), beside(2), "host1's network to host2's", [GATEWAY1, R2]),
    (beside(2), beside(1), "host2's network to host1's", [GATEWAY2, R1]),
):
    sent = send(source, target, wait=0.8)
    if sent.ttl is None:
        not_yet(f"A packet from {source.address} to {target.address}, that is from {where}, does not arrive: {sent}.")
    way = path(source, target)
    if way != hops:
        shown = ", ".join(hop or "one that keeps silent" for hop in way) or "no router at all"
        not_yet(f"Packets from {where} arrive, but over {shown}. They are to go over the two routers and the cable between them.")
