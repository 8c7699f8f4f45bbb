"""Hosts of the grader's own on its links, and packets from one to the other.

Each link is in a network namespace by itself, so a packet that arrives has gone through the learner's network: there is no other way,
and what is in it is random. A learner who is root everywhere can answer a ping in somebody else's name, but not deliver this.
"""

import fcntl
import os
import select
import socket
import struct
import subprocess
import time

RUN = '/run/springboard'
IP_HEADERS = 28
IP_RECVERR, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE, IP_RECVTTL = 11, 10, 3, 12
SO_NO_CHECK = 11
SOL_PACKET, PACKET_AUXDATA, TP_STATUS_VLAN_VALID = 263, 8, 1 << 4
ETH_P_ALL, ETH_P_ARP = 3, b'\x08\x06'
TIME_EXCEEDED = 11
UNREACHABLE = {0: 'network unreachable', 1: 'host unreachable', 4: 'fragmentation needed', 13: 'prohibited'}


class Port:
    """A host on one link (`lan1` to `lan4`): an address such as 172.20.1.250/24, perhaps a gateway, and an MTU."""

    def __init__(self, link, address, gateway=None, mtu=1500):
        self.link, self.address, self.gateway = link, address.split('/')[0], gateway
        self.namespace = _namespace(link)
        wanted = f'{address} {gateway} {mtu}'
        # Checks of one task run side by side.
        with open(f'{RUN}/{link}.set', 'a+', encoding='ascii') as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            if file.read() == wanted:
                return
            self.ip('address', 'flush', 'dev', link, 'scope', 'global')
            self.ip('link', 'set', link, 'mtu', str(mtu), 'up')
            self.ip('address', 'add', address, 'dev', link)
            if gateway:
                self.ip('route', 'replace', 'default', 'via', gateway, 'dev', link)
            file.seek(0)
            file.truncate()
            file.write(wanted)

    def ip(self, *arguments):
        subprocess.run(['nsenter', f'--net={self.namespace}', 'ip', *arguments], check=True)

    def forget_neighbours(self):
        """The next packet asks anew who has its address."""
        self.ip('neighbour', 'flush', 'dev', self.link)

    def udp(self):
        result = _inside(self.namespace, lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        # A switch in user space takes packets as they are, without the checksum that a NIC would have filled in.
        result.setsockopt(socket.SOL_SOCKET, SO_NO_CHECK, 1)
        result.bind((self.address, 0))
        return result


class Tap:
    """Listens on the wire of a link, or on the grader's own `eth0`, for who asks with ARP, and in which VLAN."""

    def __init__(self, link):
        namespace = '/proc/self/ns/net' if link == 'eth0' else _namespace(link)
        # All kinds of frames: the kernel takes the VLAN away before it hands ARP alone to whoever wants just that.
        self.socket = _inside(namespace, lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0))
        self.socket.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
        self.socket.bind((link, ETH_P_ALL))
        self.socket.setblocking(False)

    def heard(self):
        """Pairs of the asking address and its VLAN, or None for an untagged one, since the last call."""
        result = set()
        while True:
            try:
                frame, ancillary, _, _ = self.socket.recvmsg(256, 64)
            except BlockingIOError:
                return result
            if frame[12:14] != ETH_P_ARP:
                continue
            vlan = None
            for level, kind, data in ancillary:
                if (level, kind) == (SOL_PACKET, PACKET_AUXDATA):
                    status, _, _, _, _, tci, _ = struct.unpack('IIIHHHH', data[:20])
                    vlan = tci & 0xFFF if status & TP_STATUS_VLAN_VALID else None
            result.add((socket.inet_ntoa(frame[28:32]), vlan))


class Sent:
    """What became of a packet: `ttl` with which it arrived, or None; `error` and `by` when somebody reported it undeliverable."""

    def __init__(self, ttl=None, error=None, by=None):
        self.ttl, self.error, self.by = ttl, error, by

    def __str__(self):
        if self.ttl is not None:
            return f'arrived with TTL {self.ttl}'
        return f'{self.by} reports: {self.error}' if self.by else (self.error or 'nothing came back, and nobody reported why')


def send(sender, receiver, size=64, ttl=64, wait=1.0, tries=2):
    """Sends IP packets of `size` bytes, not to be fragmented, until one arrives or has been reported lost."""
    with sender.udp() as source, receiver.udp() as sink:
        source.setsockopt(socket.SOL_IP, IP_RECVERR, 1)
        source.setsockopt(socket.SOL_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE)
        source.setsockopt(socket.SOL_IP, socket.IP_TTL, ttl)
        sink.setsockopt(socket.SOL_IP, IP_RECVTTL, 1)
        content = os.urandom(size - IP_HEADERS)
        result = Sent()
        for _ in range(tries):
            try:
                source.sendto(content, (receiver.address, sink.getsockname()[1]))
            except OSError as error:
                result = Sent(error=error.strerror)
                continue
            result = _outcome(source, sink, content, wait / tries)
            if result.ttl is not None or result.by is not None:
                break
        return result


def path(sender, receiver, longest=5):
    """Addresses of the routers between the two, in order; None for one that kept silent."""
    hops = []
    for ttl in range(1, longest + 1):
        sent = send(sender, receiver, ttl=ttl, wait=0.6, tries=2)
        if sent.ttl is not None:
            break
        hops.append(sent.by)
    return hops


def _namespace(link):
    with open(f'{RUN}/{link}.pid', encoding='ascii') as file:
        return f'/proc/{file.read().strip()}/ns/net'


def _inside(namespace, make):
    """A socket belongs to the namespace it was made in, whoever uses it later."""
    here, there = (os.open(path, os.O_RDONLY) for path in ('/proc/self/ns/net', namespace))
    try:
        os.setns(there, os.CLONE_NEWNET)
        return make()
    finally:
        os.setns(here, os.CLONE_NEWNET)
        os.close(here)
        os.close(there)


def _outcome(source, sink, content, wait):
    deadline = time.monotonic() + wait
    poll = select.poll()
    poll.register(sink, select.POLLIN)
    poll.register(source, 0)
    while (left := deadline - time.monotonic()) > 0:
        for descriptor, _ in poll.poll(left * 1000):
            if descriptor == source.fileno():
                report = _report(source)
                if report is not None:
                    return report
            else:
                data, ancillary, _, _ = sink.recvmsg(65535, 64)
                if data == content:
                    return Sent(ttl=struct.unpack('i', ancillary[0][2][:4])[0])
    return Sent()


def _report(source):
    try:
        _, ancillary, _, _ = source.recvmsg(512, 512, socket.MSG_ERRQUEUE | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    for level, kind, data in ancillary:
        if (level, kind) != (socket.SOL_IP, IP_RECVERR):
            continue
        number, origin, icmp_type, code, _, info, _ = struct.unpack('IBBBBII', data[:16])
        if origin == 2:  # an ICMP message; else this node's own: nobody answers for the next hop
            text = 'time exceeded' if icmp_type == TIME_EXCEEDED else UNREACHABLE.get(code, f'unreachable, code {code}')
            text += f' (MTU {info})' if code == 4 and icmp_type != TIME_EXCEEDED else ''
            return Sent(error=text, by=socket.inet_ntoa(data[20:24]))
        return Sent(error=os.strerror(number))
    return None
