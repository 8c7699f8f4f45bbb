# Shared by this lab's Python scripts: one connection serves a whole check.
import json
import os

import rados

HOSTS = {"ceph1": (0, 1), "ceph2": (2, 3), "ceph3": (4, 5)}
HOST = os.environ["HOST"]
FIRST, SECOND = HOSTS[HOST][int(os.environ["FIRST"])], HOSTS[HOST][1 - int(os.environ["FIRST"])]
OTHER_HOST = os.environ["OTHER_HOST"]
OTHER = HOSTS[OTHER_HOST][int(os.environ["OTHER"])]


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
        command = {"prefix": prefix, "format": "json", **arguments}
        code, output, message = self.rados.mon_command(json.dumps(command), b"")
        if code == -2:
            return None
        if code == -110:
            not_yet("The cluster does not answer in time. Look at ceph -s: are its daemons running?")
        if code != 0:
            raise RuntimeError(f"{prefix}: {code} {message}")
        return json.loads(output) if output else None

    def map(self, epoch=None):
        """The OSD map, of now or of an earlier epoch; its OSDs by number."""
        dump = self.json("osd dump", **({} if epoch is None else {"epoch": epoch}))
        return dump and {**dump, "osds": {osd["osd"]: osd for osd in dump["osds"]}}

    def places(self):
        """The OSDs of the CRUSH tree by number, each with the name of its host."""
        nodes = self.json("osd tree")["nodes"]
        host = {child: node["name"] for node in nodes if node["type"] == "host" for child in node["children"]}
        return {node["id"]: {**node, "host": host.get(node["id"])} for node in nodes if node["type"] == "osd"}

    def uuid(self, number, epoch):
        """An OSD's identity at an epoch; None where it had none."""
        then = self.map(epoch)
        osd = then["osds"].get(number) if then else None
        return osd["uuid"] if osd and osd["uuid"].strip("0-") else None

    def replaced(self, number):
        """The last map in which another disk had this number and was up; None when the disk is the first of its number."""
        now = self.map()
        uuid = self.uuid(number, now["epoch"])
        if uuid is None:
            return None
        # An identity comes once and goes once, so its first epoch can be found by halving.
        without, known = 0, now["epoch"]
        while known - without > 1:
            middle = (without + known) // 2
            if self.uuid(number, middle) == uuid:
                known = middle
            else:
                without = middle
        for epoch in range(without, max(0, without - 200), -1):
            then = self.map(epoch)
            if then is None:
                return None
            osd = then["osds"].get(number)
            if osd and osd["up"]:
                return then
        return None

    def wait_for_clean(self):
        """Ends the check while placement groups are not active+clean."""
        expected = sum(pool["pg_num"] for pool in self.map()["pools"])
        states = self.json("status")["pgmap"].get("pgs_by_state", [])
        waiting = expected - sum(state["count"] for state in states if state["state_name"] == "active+clean")
        if waiting > 0:
            not_yet(f"Waiting for {waiting} placement group{'' if waiting == 1 else 's'} to become active+clean.")

    def keep_records(self):
        """Ends the check when the data is not what it was."""
        if "records" not in [pool["pool_name"] for pool in self.map()["pools"]]:
            not_yet("The pool records is gone, and its data with it. Go back to a save point, or reset the environment.")
        with self.rados.open_ioctx("records") as pool:
            try:
                found = sum(1 for item in pool.list_objects() if item.key.startswith("record-"))
            except rados.TimedOut:
                not_yet("The pool records does not answer. Look at ceph health detail.")
        wanted = int(os.environ["RECORDS"])
        if found < wanted:
            not_yet(f"The pool records holds {found} of its {wanted} objects. Its data was to be kept.")

    def wait_for_six(self):
        """Ends the check while there are not six OSDs, up and in, two on each host, in the same class and of the same weight."""
        osds, places = self.map()["osds"], self.places()
        for host in HOSTS:
            here = [number for number, place in places.items() if place["host"] == host and number in osds]
            if len(here) < 2:
                not_yet(f"{host} has {len(here)} OSD{'' if len(here) == 1 else 's'} in the CRUSH tree, and should have 2: ceph osd tree.")
        for number, osd in sorted(osds.items()):
            if not osd["up"]:
                not_yet(f"osd.{number} is down.")
            if not osd["in"]:
                not_yet(f"osd.{number} is up, and out: no data is placed there.")
            place = places.get(number)
            if place is None or place["host"] is None:
                not_yet(f"osd.{number} is up, but on no host of the CRUSH tree: ceph osd tree shows where it is.")
            if place.get("device_class") != "ssd":
                now = f"is of the device class {place['device_class']}" if place.get("device_class") else "has no device class"
                not_yet(f"osd.{number} {now}; the rule of the pool records only takes OSDs of the class ssd, so it gets none of that data.")
            if not 0.0015 < place["crush_weight"] < 0.0025:
                not_yet(f"osd.{number} has the CRUSH weight {place['crush_weight']:.5f}; its disk of 2 GiB is worth 0.00195, as the others.")
            if place["reweight"] < 0.999:
                not_yet(f"osd.{number} has a reweight of {place['reweight']:.2f}; the others have 1.")


def listed(names):
    names = list(names)
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
