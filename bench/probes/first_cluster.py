"""Waits for the state that a task of ceph/first-cluster asks for and prints the moment (Unix time) it was seen.

Independent of the lab's own checks: asks the cluster directly, with the administrator's key, every 20 ms.
Arguments: the task's number, counted from 1. Params come as environment variables, as scripts of a lab get them.
"""

import json
import os
import sys
import time

import rados

cluster = rados.Rados(conffile="/etc/ceph/ceph.conf", name="client.admin")
cluster.connect()


def ask(prefix, **arguments):
    code, out, _ = cluster.mon_command(json.dumps({"prefix": prefix, "format": "json", **arguments}), b"")
    return json.loads(out) if code == 0 and out else None


def noted(*keys):
    return all(cluster.mon_command(json.dumps({"prefix": "config-key get", "key": key}), b"")[0] == 0 for key in keys)


def took_stock():
    return noted("inventory/osds", "inventory/pgs", "inventory/objects", "inventory/nearfull")


def pool_is_right():
    env = os.environ
    pools = [pool for pool in ask("osd dump")["pools"] if pool["pool_name"] == env["POOL"]]
    return bool(pools) and (
        pools[0]["size"] == int(env["SIZE"])
        and pools[0]["pg_num"] == int(env["PGS"])
        and env["APPLICATION"] in pools[0]["application_metadata"]
    )


def object_is_noted():
    return noted("object/pg", "object/osds")


def recovered():
    dump, status = ask("osd dump"), ask("status")
    pgs = status["pgmap"]
    clean = sum(one["count"] for one in pgs.get("pgs_by_state", []) if one["state_name"] == "active+clean")
    return (
        all(osd["up"] and osd["in"] for osd in dump["osds"])
        and "noout" not in dump["flags_set"]
        and clean == pgs["num_pgs"]
    )


wanted = [took_stock, pool_is_right, object_is_noted, recovered][int(sys.argv[1]) - 1]
while not wanted():
    time.sleep(0.02)
print(time.time())
