# Shared by this lab's Python scripts: one connection serves a whole check.
import hashlib
import json
import os

import rados

HOSTS = ("ceph1", "ceph2", "ceph3")


class Cluster:
    def __init__(self, client="grader"):
        self.rados = rados.Rados(
            conffile="/etc/ceph/ceph.conf",
            rados_id=client,
            # A cluster that hangs is an answer too, and it has to come before the check's own time is over.
            conf={"client_mount_timeout": "5", "rados_mon_op_timeout": "5", "rados_osd_op_timeout": "5"},
        )
        try:
            self.rados.connect()
        except (rados.TimedOut, rados.ObjectNotFound) as error:
            note(f"connect: {error}")
            not_yet("No monitor answers; two of the three have to run. systemctl status ceph-mon@<host> on each host shows them.")

    def json(self, prefix, **arguments):
        """A monitor's answer to a command; None if what was asked for does not exist."""
        return self.answer(prefix, self.rados.mon_command(self.command(prefix, arguments), b""))

    def manager(self, prefix, **arguments):
        """The active manager's answer."""
        return self.answer(prefix, self.rados.mgr_command(self.command(prefix, arguments), b""))

    def command(self, prefix, arguments):
        return json.dumps({"prefix": prefix, "format": "json", **arguments})

    def answer(self, prefix, answered):
        code, output, message = answered
        if code == -2:
            return None
        if code == -110:
            not_yet("The cluster does not answer in time. Look at ceph -s: are its daemons running?")
        if code != 0:
            raise RuntimeError(f"{prefix}: {code} {message}")
        return json.loads(output) if output else None

    def pool(self, name):
        pools = {pool["pool_name"]: pool for pool in self.json("osd dump")["pools"]}
        if name not in pools:
            not_yet(f"There is no pool {name} any more. Its data was to be kept; go back to the save point before this task.")
        return pools[name]

    def wait_for_clean(self, name):
        """Ends the check while a pool's placement groups are not active+clean."""
        pool = self.pool(name)
        groups = self.manager("pg ls-by-pool", poolstr=name)["pg_stats"]
        others = {}
        for group in groups:
            if group["state"] != "active+clean":
                others[group["state"]] = others.get(group["state"], 0) + 1
        if others or len(groups) != pool["pg_num"]:
            seen = ", ".join(f"{count} {state}" for state, count in sorted(others.items())) or "not all of them are known yet"
            not_yet(f"Pool {name}: of {pool['pg_num']} placement groups, {seen}.")

    def keep_documents(self, name, count):
        """Ends the check when an object is gone or is not what it was."""
        with self.rados.open_ioctx(name) as pool:
            try:
                for number in range(count):
                    key = f"document-{number:03}"
                    if pool.read(key, 16384) != document(name, key):
                        not_yet(f"{key} in pool {name} is not what it was. Its data was to be kept.")
            except rados.ObjectNotFound:
                not_yet(f"{key} is not in pool {name} any more. Its data was to be kept; go back to the save point before this task.")
            except rados.TimedOut:
                not_yet(f"Pool {name} does not answer: reading {key} hangs.")


def document(pool, key):
    """8 KiB that anybody who knows the attempt's seed can make again."""
    return hashlib.shake_256(f"{os.environ['SPRINGBOARD_SEED']}/{pool}/{key}".encode()).digest(8192)


class Author(Cluster):
    """With the administrator's key, for what makes the faults."""

    def __init__(self):
        super().__init__("admin")

    def remove(self, name):
        """A pool that an earlier try has left."""
        self.json("config set", who="mon", name="mon_allow_pool_delete", value="true")
        self.json("osd pool delete", pool=name, pool2=name, yes_i_really_really_mean_it=True)
        self.json("config rm", who="mon", name="mon_allow_pool_delete")

    def make(self, name, **options):
        self.json("osd pool create", pool=name, pg_num=16, pgp_num=16, **options)
        self.json("osd pool application enable", pool=name, app=name)

    def fill(self, name, count):
        with self.rados.open_ioctx(name) as pool:
            keys = [f"document-{number:03}" for number in range(count)]
            for operation in [pool.aio_write_full(key, document(name, key)) for key in keys]:
                operation.wait_for_complete()


def struck():
    """The OSD that failed, by its number."""
    return 2 * HOSTS.index(os.environ["HOST"]) + int(os.environ["DISK"])
