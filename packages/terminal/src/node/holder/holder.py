"""Keeps one shell of a node alive while nobody is connected to it.

The gateway feeds this to a Python on the node: nothing is installed there. Called as `- SOCKET COLUMNS ROWS`, it prints
`found` when a shell is held at that socket, else starts one, prints `started` and stays behind as its holder.

Frames on the socket are one byte of type, four of length (big-endian), and a body.
From the holder: `h` its id (first of all), `o` output, `e` the end of the shell: `exit N` or `signal N`.
To the holder: `a` send me the output (of several, the last who asks has it), `i` input, `s` columns and rows, two bytes each.
"""

import fcntl
import os
import select
import signal
import socket
import struct
import sys
import termios

# Bytes that wait for a slow reader, in each direction, before no more is read for it.
MOST_WAITING = 64 * 1024
# Bytes kept of what is printed while nobody is connected.
MOST_KEPT = 256 * 1024
# Reads of a terminal, 4 KiB each at most, after which what is left is not the shell's any more.
MOST_LAST_READS = 64
# Seconds that a reader gets for the last output.
LAST_WORDS = 10
HEADER = struct.Struct(">cI")
IUTF8 = 0o40000


def frame(kind, body=b""):
    return HEADER.pack(kind, len(body)) + body


class Peer:
    """Who is connected, with what came from it and what waits for it."""

    def __init__(self, connection):
        connection.setblocking(False)
        self.socket = connection
        self.received = bytearray()
        self.waiting = bytearray()

    def fileno(self):
        return self.socket.fileno()

    def frames(self):
        """The frames that are there. Raises ValueError for one that nobody of ours sends."""
        while len(self.received) >= HEADER.size:
            kind, length = HEADER.unpack_from(self.received)
            if length > MOST_WAITING:
                raise ValueError("a frame that is too long")
            end = HEADER.size + length
            if len(self.received) < end:
                return
            body = bytes(self.received[HEADER.size : end])
            del self.received[:end]
            yield kind, body

    def send(self):
        while self.waiting:
            try:
                del self.waiting[: self.socket.send(self.waiting)]
            except BlockingIOError:
                return


class Holder:
    def __init__(self, path):
        self.path = path
        self.id = os.urandom(8).hex().encode()
        self.listener = listen(path)
        self.peers = []
        self.reader = None
        self.typed = bytearray()
        self.kept = bytearray()

    def start(self, columns, rows):
        self.pid, self.pty = os.forkpty()
        if self.pid == 0:
            become_shell(columns, rows)
        os.set_blocking(self.pty, False)
        self.exit = os.pidfd_open(self.pid)

    def run(self):
        while True:
            shell_waits = self.reader is not None and len(self.reader.waiting) >= MOST_WAITING
            readers = [self.listener, self.exit]
            readers += [] if shell_waits else [self.pty]
            readers += self.peers if len(self.typed) < MOST_WAITING else []
            writers = [peer for peer in self.peers if peer.waiting]
            writers += [self.pty] if self.typed else []
            readable, writable, _ = select.select(readers, writers, [])
            for peer in list(self.peers):
                if peer in self.peers and (peer in readable or peer in writable):
                    self.serve(peer, peer in readable)
            if self.listener in readable:
                self.welcome()
            if self.pty in writable:
                self.type()
            if self.pty in readable and not self.print():
                return self.end()
            if self.exit in readable:
                self.print_last()
                return self.end()

    def print_last(self):
        """What the shell left in its terminal. What its background jobs go on to print there is nobody's."""
        for _ in range(MOST_LAST_READS):
            if not select.select([self.pty], [], [], 0)[0] or not self.print():
                return

    def welcome(self):
        peer = Peer(self.listener.accept()[0])
        self.peers.append(peer)
        peer.waiting += frame(b"h", self.id)

    def serve(self, peer, readable):
        try:
            peer.send()
            if not readable:
                return
            data = peer.socket.recv(MOST_WAITING)
            if not data:
                return self.drop(peer)
            peer.received += data
            for kind, body in peer.frames():
                self.obey(peer, kind, body)
        except BlockingIOError:
            return
        except (OSError, ValueError, struct.error):
            self.drop(peer)

    def obey(self, peer, kind, body):
        if kind == b"a":
            if self.reader is not None and self.reader is not peer:
                self.drop(self.reader)
            self.reader = peer
            if self.kept:
                peer.waiting += frame(b"o", self.kept)
                self.kept.clear()
        elif kind == b"i":
            self.typed += body
            self.type()
        elif kind == b"s":
            columns, rows = struct.unpack(">HH", body)
            set_size(self.pty, columns, rows)
        else:
            raise ValueError("an unknown frame")

    def drop(self, peer):
        self.peers.remove(peer)
        peer.socket.close()
        if self.reader is peer:
            self.reader = None

    def type(self):
        try:
            del self.typed[: os.write(self.pty, self.typed)]
        except BlockingIOError:
            pass
        except OSError:
            # The shell has ended; what is read from it says so.
            self.typed.clear()

    def print(self):
        """Passes output on. False when there will be no more."""
        try:
            data = os.read(self.pty, MOST_WAITING)
        except BlockingIOError:
            return True
        except OSError:
            return False
        if not data:
            return False
        if self.reader is None:
            self.keep(data)
        else:
            self.reader.waiting += frame(b"o", data)
            self.serve(self.reader, False)
        return True

    def keep(self, data):
        self.kept += data
        if len(self.kept) > MOST_KEPT:
            # What is left begins with a whole line, so that it is not the second half of a control sequence.
            line = self.kept.find(b"\n", len(self.kept) - MOST_KEPT // 2)
            del self.kept[: line + 1 or len(self.kept)]

    def end(self):
        """From here on nobody finds it; who is connected gets the last output and how the shell ended."""
        self.listener.close()
        os.unlink(self.path)
        os.close(self.pty)
        _, status = os.waitpid(self.pid, 0)
        if os.WIFSIGNALED(status):
            said = b"signal %d" % os.WTERMSIG(status)
        else:
            said = b"exit %d" % os.WEXITSTATUS(status)
        if self.reader is not None:
            self.reader.socket.settimeout(LAST_WORDS)
            try:
                self.reader.socket.sendall(self.reader.waiting + frame(b"e", said))
            except OSError:
                pass


def set_size(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def become_shell(columns, rows):
    """In the child: a login shell on its new terminal."""
    set_size(0, columns, rows)
    modes = termios.tcgetattr(0)
    modes[0] |= IUTF8
    termios.tcsetattr(0, termios.TCSANOW, modes)
    # Python ignores these, and what is ignored is inherited.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
    os.chdir(os.environ.get("HOME", "/"))
    shell = os.environ.get("SHELL", "/bin/sh")
    try:
        os.execv(shell, ["-" + os.path.basename(shell)])
    except OSError as error:
        print(f"{shell}: {error.strerror}", flush=True)
        os._exit(127)


def is_held(path):
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
            return True
        except OSError:
            return False


def listen(path):
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    if os.path.lexists(path):
        os.unlink(path)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    listener.setblocking(False)
    return listener


def main(path, columns, rows):
    if is_held(path):
        print("found", flush=True)
        return
    holder = Holder(path)
    if os.fork():
        print("started", flush=True)
        os._exit(0)
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    holder.start(columns, rows)
    holder.run()


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
