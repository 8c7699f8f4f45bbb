# Shared by this lab's Python scripts. One connection serves a whole check: each start of the `ceph` command line costs
# most of half a second of CPU, which on a small host is taken from the learner's cluster.
import json

import rados


# Set by hand for a maintenance, for the cluster or for single OSDs.
TEMPORARY = {"noout", "noup", "nodown", "noin", "nobackfill", "norecover", "norebalance", "noscrub", "nodeep-scrub", "pauserd", "pausewr"}


class Cluster:
    def __init__(self, client="grader", away=not_yet):
        """`away` is what an answer that does not come means, as a helper that takes a text: by default not yet."""
        self.away = away
        self.rados = rados.Rados(
            conffile="/etc/ceph/ceph.conf",
            rados_id=client,
            # A cluster that hangs is an answer too, and it has to come before the check's own time is over.
            conf={"client_mount_timeout": "4", "rados_mon_op_timeout": "4", "rados_osd_op_timeout": "4"},
        )
        try:
            self.rados.connect()
        except (rados.TimedOut, rados.ObjectNotFound) as error:
            # The cluster is the learner's to break, so a monitor that does not answer is news for them.
            note(f"connect: {error}")
            away("The cluster's monitor does not answer. Does it run? systemctl status ceph-mon@ceph1 on ceph1 shows it.")

    def ask(self, prefix, **arguments):
        """A monitor's answer to a command, as it comes; None if what was asked for does not exist."""
        command = {"prefix": prefix, "format": "json", **arguments}
        code, output, message = self.rados.mon_command(json.dumps(command), b"")
        if code == -2:
            return None
        if code == -110:
            self.away("The cluster does not answer in time. Look at ceph -s on ceph1: are its daemons running?")
        if code != 0:
            raise RuntimeError(f"{prefix}: {code} {message}")
        return output.decode()

    def json(self, prefix, **arguments):
        answer = self.ask(prefix, **arguments)
        return None if answer is None else json.loads(answer)

    def pools(self):
        """The pools of the OSD map by name."""
        return {pool["pool_name"]: pool for pool in self.json("osd dump")["pools"]}

    def notes(self, folder):
        """What was written under a folder of the cluster's key-value store, by the key's last part."""
        entries = self.json("config-key dump", key=f"{folder}/") or {}
        return {key.rsplit("/", 1)[-1]: value.strip() for key, value in entries.items()}

    def health(self):
        """Says why the cluster is not healthy, in Ceph's own words; an empty list when it is."""
        checks = self.json("health")["checks"]
        return [check["summary"]["message"] for check in checks.values()]
