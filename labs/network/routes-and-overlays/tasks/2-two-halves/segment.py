# The instances are the grader's own; a packet of one has to reach the other, not routed by anybody, and not over the management network.
from wires import Tap, send

first, second = instance(1), instance(2)
management = Tap("eth0")
for source, target in ((first, second), (second, first)):
    source.forget_neighbours()
    sent = send(source, target, size=100)
    if sent.ttl is None:
        not_yet(f"A packet of the instance {source.address} does not reach {target.address}: {sent}.")
    if sent.ttl != 64:
        not_yet(f"A packet of the instance {source.address} reaches {target.address}, but somebody routed it: its TTL is {sent.ttl}, not 64.")
if {first.address, second.address} & {address for address, _ in management.heard()}:
    not_yet("The tenant's frames appear on the management network (eth0). Only the tunnel is to carry them.")
