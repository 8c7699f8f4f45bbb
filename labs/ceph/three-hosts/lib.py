# Shared by this lab's Python scripts: one connection serves a whole check.
import json

import rados

HOSTS = {"ceph1": (0, 1), "ceph2": (2, 3), "ceph3": (4, 5)}


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

    def pools(self):
        return {pool["pool_name"]: pool for pool in self.json("osd dump")["pools"]}

    def failure_domain(self, pool):
        """Kind of bucket that a pool's rule puts each copy into another one of, such as host."""
        for rule in self.json("osd crush rule dump"):
            if rule["rule_id"] == pool["crush_rule"]:
                return next((step["type"] for step in rule["steps"] if step["op"].startswith("choose")), "osd")

    def fell_under_noout(self, osd):
        """Whether noout was in force for an OSD when it last went down: old maps, and with them their flags, are kept."""
        then = self.json("osd dump", epoch=osd["down_at"]) if osd["down_at"] else None
        if then is None:
            return False
        own = [other["state"] for other in then["osds"] if other["osd"] == osd["osd"]]
        host = next(name for name, numbers in HOSTS.items() if osd["osd"] in numbers)
        places = [then["flags_set"], then["crush_node_flags"].get(host, []), *own]
        return any("noout" in place for place in places)

    def wait_for_clean(self):
        """Ends the check while placement groups are not active+clean."""
        expected = sum(pool["pg_num"] for pool in self.pools().values())
        states = self.json("status")["pgmap"].get("pgs_by_state", [])
        waiting = expected - sum(state["count"] for state in states if state["state_name"] == "active+clean")
        if waiting > 0:
            not_yet(f"Waiting for {waiting} placement group{'' if waiting == 1 else 's'} to become active+clean.")


def listed(names):
    names = list(names)
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
