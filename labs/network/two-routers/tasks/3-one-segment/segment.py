# The instances are the grader's own; a packet of one has to reach the other, not routed by anybody, and not over the management network.
import socket

from wires import send

first, second = instance(1), instance(2)
with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0806)) as management:
    management.bind(("eth0", 0))
    management.setblocking(False)
    for source, target in ((first, second), (second, first)):
        source.forget_neighbours()
        sent = send(source, target, size=100)
        if sent.ttl is None:
            not_yet(f"A packet of the instance {source.address} does not reach {target.address}: {sent}.")
        if sent.ttl != 64:
            not_yet(f"A packet of the instance {source.address} reaches {target.address}, but somebody routed it: its TTL is {sent.ttl}, not 64.")
    tenant = socket.inet_aton(first.address)[:3]
    try:
        while True:
            if tenant in management.recv(128):
                not_yet("The tenant's frames appear on the management network (eth0). Only the tunnel is to carry them.")
    except BlockingIOError:
        pass
