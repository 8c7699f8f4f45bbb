"""settled.py SECONDS: waits until every service says that it is up."""
import sys
import time

import openstack

deadline = time.monotonic() + float(sys.argv[1])
cloud = openstack.connect()


def missing():
    found = []
    compute = {s.binary for s in cloud.compute.services() if s.state == "up"}
    found += sorted({"nova-compute", "nova-conductor", "nova-scheduler"} - compute)
    agents = [a for a in cloud.network.agents() if a.is_alive]
    found += [] if len(agents) >= 2 else ["OVN's agents"]
    volumes = {s.binary for s in cloud.block_storage.services() if s.state == "up"}
    found += sorted({"cinder-scheduler", "cinder-volume"} - volumes)
    list(cloud.image.images(limit=1))
    return found


while True:
    try:
        waiting = missing()
    except Exception as error:
        waiting = [str(error)[:160]]
    if not waiting:
        break
    if time.monotonic() > deadline:
        sys.exit(f"gave up waiting for {', '.join(waiting)}")
    time.sleep(1)
