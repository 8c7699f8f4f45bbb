# Shared by this lab's Python scripts.
import hashlib
import json
import os
import random

import rados
import rbd

MIB = 1 << 20
SIZE = 16 * MIB
BLOCK = 64 << 10
SEED = os.environ["SPRINGBOARD_SEED"]


def disk(*labels):
    """What a disk holds after it was written to, once for each label: a bytearray that only the attempt's seed decides."""
    content = bytearray(SIZE)
    for label in labels:
        for place in sorted(random.Random(f"{SEED}/{label}").sample(range(SIZE // BLOCK), 20)):
            noise = hashlib.shake_256(f"{SEED}/{label}/{place}".encode()).digest(BLOCK)
            content[place * BLOCK : (place + 1) * BLOCK] = noise
    return content


class Images:
    def __init__(self, client="grader"):
        self.cluster = rados.Rados(
            conffile="/etc/ceph/ceph.conf",
            rados_id=client,
            # A cluster that hangs is an answer too, and it has to come before the check's own time is over.
            conf={"client_mount_timeout": "5", "rados_mon_op_timeout": "5", "rados_osd_op_timeout": "5"},
        )
        try:
            self.cluster.connect()
        except (rados.TimedOut, rados.ObjectNotFound) as error:
            note(f"connect: {error}")
            not_yet("The cluster does not answer. ceph -s on ceph1 shows how it is.")

    def pool(self, name):
        try:
            return self.cluster.open_ioctx(name)
        except rados.ObjectNotFound:
            not_yet(f"There is no pool {name} any more. Reset the environment to have it back.")

    def open(self, pool, name, snapshot=None):
        """An image, only to be read; None when it is not there."""
        try:
            return rbd.Image(self.pool(pool), name, snapshot, read_only=True)
        except rbd.ImageNotFound:
            return None
        except rbd.OSError as error:
            note(f"open {pool}/{name}: {error}")
            not_yet(f"{pool}/{name} cannot be opened: does the cluster answer? ceph -s on ceph1 shows it.")

    def names(self, pool):
        return rbd.RBD().list(self.pool(pool))

    def wanted(self, pool, name):
        """An image that the learner is to make or to keep."""
        image = self.open(pool, name)
        if image is None:
            near = [other for other in self.names(pool) if name in other or other in name]
            not_yet(f"There is no image {name} in the pool {pool}." + (f" There is {near[0]}." if near else ""))
        return image

    def make(self, pool, name, content=None):
        with self.pool(pool) as where:
            rbd.RBD().create(where, name, SIZE, old_format=False, features=61)
            if content is not None:
                with rbd.Image(where, name) as image:
                    put(image, content)

    def drop(self, pool, name):
        """Removes an image that an earlier try has left, with its snapshots; its clones must be gone."""
        with self.pool(pool) as where:
            try:
                image = rbd.Image(where, name)
            except rbd.ImageNotFound:
                return
            with image:
                for snapshot in list(image.list_snaps()):
                    if image.is_protected_snap(snapshot["name"]):
                        image.unprotect_snap(snapshot["name"])
                    image.remove_snap(snapshot["name"])
            rbd.RBD().remove(where, name)


def put(image, content):
    """Makes an image hold this, and nothing else. What is empty stays unwritten."""
    for offset in range(0, SIZE, BLOCK):
        block = bytes(content[offset : offset + BLOCK])
        if image.read(offset, BLOCK) != block:
            image.write(block, offset)
    image.flush()


def differing(image, content):
    """How many blocks of 64 KiB are not as they should be; every block when the sizes differ."""
    if image.size() != SIZE:
        return max(image.size(), SIZE) // BLOCK
    wrong = 0
    for offset in range(0, SIZE, MIB):
        seen, meant = image.read(offset, MIB), bytes(content[offset : offset + MIB])
        if seen != meant:
            wrong += sum(seen[at : at + BLOCK] != meant[at : at + BLOCK] for at in range(0, MIB, BLOCK))
    return wrong


def snapshots(image):
    return [snapshot["name"] for snapshot in image.list_snaps()]


def parent(image):
    """The parent of a clone, as pool/image@snapshot; None for an image that stands alone."""
    try:
        spec = image.get_parent_image_spec()
    except rbd.ImageNotFound:
        return None
    return f"{spec['pool_name']}/{spec['image_name']}@{spec['snap_name']}"
