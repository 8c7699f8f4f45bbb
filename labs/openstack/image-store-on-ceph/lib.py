import json
import os
import subprocess

import openstack

IMAGE, OLD, VOLUME = os.environ["IMAGE"], os.environ["OLD"], os.environ["VOLUME"]


def connect():
    return openstack.connect(cloud="grader", api_timeout=10)


def ceph(*command):
    """What a command of the cluster answers as JSON; None when it refuses."""
    done = subprocess.run([*command, "--format", "json"], capture_output=True, check=False, timeout=20)
    return json.loads(done.stdout) if done.returncode == 0 and done.stdout.strip() else None


def stored(image):
    """Whether the image's data are in the pool images."""
    return ceph("rbd", "info", f"images/{image.id}") is not None


def one_image(cloud, name):
    found = [image for image in cloud.image.images(name=name)]
    if not found:
        not_yet(f"There is no image {name} yet.")
    ready = [image for image in found if image.status == "active"]
    if not ready:
        not_yet(f"The image {name} is in state {found[0].status}.")
    return ready[0]
