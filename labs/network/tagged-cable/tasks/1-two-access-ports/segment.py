# The instances are the grader's own, and it listens on both outer cables for the number that their frames carry.
from wires import Tap, send

first, second = instance(1), instance(2)
cables = (Tap("lan1"), Tap("lan2"))
management = Tap("eth0")
for source, target in ((first, second), (second, first)):
    source.forget_neighbours()
    sent = send(source, target, size=100)
    if sent.ttl is None:
        not_yet(f"A packet of the instance {source.address} does not reach {target.address}: {sent}.")
if {first.address, second.address} & {address for address, _ in management.heard()}:
    not_yet("The tenant's frames appear on the management network (eth0). They belong on the cables.")
for cable, host in zip(cables, ("host1", "host2")):
    numbers = {vlan for address, vlan in cable.heard() if address in (first.address, second.address)}
    if numbers != {VLAN}:
        seen = ", ".join("no VLAN" if number is None else f"VLAN {number}" for number in numbers) or "nothing at all"
        not_yet(f"The instances reach each other, but on lan1 of {host} their frames show {seen}, not VLAN {VLAN}.")
