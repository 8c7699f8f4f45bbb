# Shared by this lab's Python scripts: one connection serves a whole check.
import hashlib
import json
import os
import time

import rados

MIB = 1 << 20
SCRATCH = 4 * MIB
# Of infra/environments/ceph-cluster.
SIZE_OF_OSD = 2048 * MIB
APP, TENANT = os.environ["APP"], os.environ["TENANT"]
RESULTS = [f"result-{number:02}" for number in range(int(os.environ["RESULTS"]))]
FULL = float(os.environ["WALL"])
RATIOS = {"full_ratio": FULL, "backfillfull_ratio": FULL - 0.005, "nearfull_ratio": FULL - 0.01}


class Cluster:
    def __init__(self, client="grader", away=not_yet):
        """`away` is what an answer that does not come means, as a helper that takes a text: by default not yet."""
        self.away = away
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
            away("No monitor answers; two of the three have to run. systemctl status ceph-mon@<host> on each host shows them.")

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
            self.away("The cluster does not answer in time. Look at ceph -s: are its daemons running?")
        if code != 0:
            raise RuntimeError(f"{prefix}: {code} {message}")
        return json.loads(output) if output else None

    def pools(self):
        """The pools of the OSD map by name."""
        return {pool["pool_name"]: pool for pool in self.json("osd dump")["pools"]}

    def pool(self, name):
        pools = self.pools()
        if name not in pools:
            not_yet(f"There is no pool {name} any more. Its data was to be kept; go back to the save point before this task.")
        return pools[name]

    def near_osds(self):
        """The OSDs that the map calls full, backfillfull or nearfull."""
        return [osd["osd"] for osd in self.json("osd dump")["osds"] if {"full", "backfillfull", "nearfull"} & set(osd["state"])]

    def full_osds(self):
        """The OSDs that the map itself calls full."""
        return [osd["osd"] for osd in self.json("osd dump")["osds"] if "full" in osd["state"]]

    def notes(self, folder):
        """What was written under a folder of the cluster's key-value store, by the key's last part."""
        entries = self.json("config-key dump", key=f"{folder}/") or {}
        return {key.rsplit("/", 1)[-1]: value.strip() for key, value in entries.items()}

    def keep_results(self):
        """Ends the check when one of the tenant's results is gone or is not what it was. Reading works in a full cluster."""
        self.pool(TENANT)
        with self.rados.open_ioctx(TENANT) as pool:
            for key in RESULTS:
                try:
                    if pool.read(key, MIB) != result(key):
                        not_yet(f"{key} in pool {TENANT} is not what it was. It was to be kept.")
                except rados.ObjectNotFound:
                    not_yet(f"{key} is not in pool {TENANT} any more. It was to be kept; go back to the save point before this task.")
                except rados.TimedOut:
                    self.away(f"Pool {TENANT} does not answer: reading {key} hangs.")


def result(key):
    """256 KiB that anybody who knows the attempt's seed can make again."""
    return hashlib.shake_256(f"{os.environ['SPRINGBOARD_SEED']}/{key}".encode()).digest(MIB // 4)


def mark(osd):
    """What stands in the cluster for an OSD that was full, so that its number can be checked later and not be read."""
    return hashlib.sha256(f"{os.environ['SPRINGBOARD_SEED']}/full/{osd}".encode()).hexdigest()


def listed(names):
    names = [str(name) for name in names]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


class Author(Cluster):
    """With the administrator's key, for what makes the faults."""

    def __init__(self):
        super().__init__("admin")

    def make(self, name):
        """The pool as it was before anybody touched it; what is in it stays."""
        if name not in self.pools():
            self.json("osd pool create", pool=name, pg_num=32, pgp_num=32, pool_type="replicated", rule="replicated_rule", size=3)
            self.json("osd pool application enable", pool=name, app=name)
        self.json("osd pool set", pool=name, var="size", val="3")
        self.json("osd pool set", pool=name, var="min_size", val="2")
        for quota in ("max_bytes", "max_objects"):
            self.json("osd pool set-quota", pool=name, field=quota, val="0")

    def ratios(self, full, backfillfull, nearfull):
        self.json("osd set-full-ratio", ratio=full)
        self.json("osd set-backfillfull-ratio", ratio=backfillfull)
        self.json("osd set-nearfull-ratio", ratio=nearfull)

    def until(self, what, holds, seconds=60):
        for _ in range(seconds * 4):
            if holds():
                return
            time.sleep(0.25)
        raise RuntimeError(f"gave up waiting: {what}")

    def as_it_was(self):
        """The tenant's pool with nothing but the results, the application's with nothing, and the ratios with nothing near them."""
        for flag in ("pause", "noout", "norebalance", "nobackfill"):
            self.json("osd unset", key=flag)
        self.json("osd in", ids=["all"])
        # Deleting needs room, too.
        self.ratios(0.95, 0.90, 0.85)
        self.until("there is room", lambda: not self.full_osds())
        for name in (APP, TENANT):
            self.make(name)
        for name in (APP, TENANT):
            with self.rados.open_ioctx(name) as pool:
                keys = [entry.key for entry in pool.list_objects() if name == APP or entry.key not in RESULTS]
                for operation in [pool.aio_remove(key) for key in keys]:
                    operation.wait_for_complete()
        with self.rados.open_ioctx(TENANT) as pool:
            for operation in [pool.aio_write_full(key, result(key)) for key in RESULTS]:
                operation.wait_for_complete()
        self.until("the results alone are counted", lambda: self.data() < self.written(2))
        self.ratios(*RATIOS.values())

    def fill_up(self):
        """Scratch data until an OSD reaches the wall; answers the OSDs that are full."""
        # Written with room to spare: the wall is put up when enough is there.
        self.ratios(0.95, 0.90, 0.85)
        number, step = 0, round((FULL - self.fullest()) * SIZE_OF_OSD / SCRATCH * 1.5)
        with self.rados.open_ioctx(TENANT) as pool:
            while self.fullest() < FULL + 0.004:
                keys = [f"scratch-{number + more:04}" for more in range(step)]
                for operation in [pool.aio_write_full(key, os.urandom(SCRATCH)) for key in keys]:
                    operation.wait_for_complete()
                number, step = number + step, 3
                self.until("what was written is counted", lambda: self.data() >= self.written(number))
        self.ratios(*RATIOS.values())
        # An OSD that is over a ratio and has not said so yet could not come back after a boot: the monitors take its word from its running process only.
        self.until("every OSD has said how full it is", lambda: self.states() == self.due())
        return self.full_osds()

    def written(self, scratch):
        """What so many scratch objects take of all OSDs together, three copies of each, a little less than exactly."""
        return 3 * (scratch * SCRATCH + len(RESULTS) * MIB // 4) * 0.98

    def data(self):
        """Bytes of data on all OSDs together, as they report it to the manager every second or two."""
        return sum(osd["kb_used_data"] for osd in self.manager("osd df")["nodes"]) * 1024

    def states(self):
        """How full each OSD is, in the map's words."""
        words = ("full", "backfillfull", "nearfull")
        return {osd["osd"]: next((word for word in words if word in osd["state"]), "") for osd in self.json("osd dump")["osds"]}

    def due(self):
        """The same, computed from what is used."""
        used = {osd["id"]: osd["utilization"] / 100 for osd in self.manager("osd df")["nodes"]}
        return {osd: next((name.removesuffix("_ratio") for name, ratio in RATIOS.items() if share > ratio), "") for osd, share in used.items()}

    def fullest(self):
        """The share that is used of the fullest OSD, as the OSDs report it to the manager every second or two."""
        return max(osd["utilization"] for osd in self.manager("osd df")["nodes"]) / 100
