import json
import os
import subprocess

import openstack

PROJECT, VOLUME, FIRST, COPY = (os.environ[name] for name in ("PROJECT", "VOLUME", "FIRST", "COPY"))


def connect():
    return openstack.connect(cloud="grader", api_timeout=10)


def rbd(*command):
    """What rbd answers as JSON; None when it refuses."""
    done = subprocess.run(["rbd", *command, "--format", "json"], capture_output=True, check=False, timeout=20)
    return json.loads(done.stdout) if done.returncode == 0 and done.stdout.strip() else None


def project_volume(cloud, name):
    """The project's volume of that name; ends the check when there is none."""
    project = cloud.identity.find_project(PROJECT, domain_id="default")
    found = [v for v in cloud.block_storage.volumes(all_projects=True, details=True) if v.name == name and v.project_id == project.id]
    if not found:
        not_yet(f"{PROJECT} has no volume {name}.")
    if found[0].status not in ("available", "in-use"):
        not_yet(f"{name} is in state {found[0].status}.")
    return found[0]
