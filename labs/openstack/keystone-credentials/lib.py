import os
import urllib.error
import urllib.request

import openstack

SERVICE, PASSWORD, PROJECT, CREDENTIAL = (os.environ[name] for name in ("SERVICE", "PASSWORD", "PROJECT", "CREDENTIAL"))


def connect(**who):
    return openstack.connect(api_timeout=10, **(who or {"cloud": "grader"}))
