import os
import subprocess
import time

import openstack

PROJECT = os.environ["PROJECT"]


def connect():
    return openstack.connect(cloud="grader", api_timeout=10)


class Server:
    """A server of the project, with its port, its groups and what is let into it."""

    def __init__(self, cloud, name):
        project = cloud.identity.find_project(PROJECT, domain_id="default")
        found = list(cloud.compute.servers(all_projects=True, project_id=project.id, name=f"^{name}$"))
        if not found:
            not_yet(f"The server {name} is gone; a rewind brings it back.")
        self.server = found[0]
        self.port = next(cloud.network.ports(device_id=self.server.id))
        self.groups = [cloud.network.get_security_group(group) for group in self.port.security_group_ids]
        self.rules = [rule for group in self.groups for rule in cloud.network.security_group_rules(security_group_id=group.id, direction="ingress")]
        floating = next(cloud.network.ips(port_id=self.port.id), None)
        self.floating = floating and floating.floating_ip_address
        if not self.port.is_port_security_enabled or not self.groups:
            not_yet(f"No security group watches over {name} any more.")


def covers(rule, protocol, port):
    if rule.protocol not in (None, "any", protocol):
        return False
    return rule.port_range_min is None or rule.port_range_min <= port <= rule.port_range_max


def answers(*command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def has_booted(cloud, server):
    try:
        return "guest: ready" in cloud.compute.get_server_console_output(server)["output"]
    except openstack.exceptions.HttpException:
        # Right after a rewind nova-compute may answer later than the API waits for it: that is asked again.
        return False


def until_booted():
    """Waits until both servers have booted, also after a rewind. Whoever has changed them since is not held up for more than 90 seconds."""
    cloud = openstack.connect(cloud="admin", project_name=PROJECT)
    limit = time.monotonic() + 90
    app, store = cloud.compute.find_server("app"), cloud.compute.find_server("store")
    address = app and next((ip.floating_ip_address for ip in cloud.network.ips(port_id=next(cloud.network.ports(device_id=app.id)).id)), None)
    # The ping first: the console of a server that is yet to be started shows its boot before.
    waits = [lambda: answers("ping", "-q", "-c", "1", "-W", "1", address)] if address else []
    waits += [lambda server=server: has_booted(cloud, server) for server in (app, store) if server]
    for has_come in waits:
        while not has_come() and time.monotonic() < limit:
            time.sleep(1)
