# Of the hosts beside host1 and host2, and of the tenant's instances, all of them the grader's own.
from wires import send

for source, target in ((beside(1), beside(2)), (beside(2), beside(1))):
    small = send(source, target, size=100)
    if small.ttl is None:
        not_yet(f"Not even small packets get from {source.address} to {target.address}: {small}.")
    sent = send(source, target, size=1500)
    if sent.ttl is None:
        not_yet(f"A packet of 1500 bytes from {source.address} to {target.address} does not arrive: {sent}. Small ones do.")
for source, target in ((instance(1), instance(2)), (instance(2), instance(1))):
    sent = send(source, target, size=1450)
    if sent.ttl is None:
        not_yet(f"The networks below carry 1500 bytes, but 1450 from the instance {source.address} do not reach {target.address}: {sent}. What of the tunnel and its bridge?")
