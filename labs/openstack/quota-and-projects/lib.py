import os

import openstack

PROJECT, OTHER, WANTED = os.environ["PROJECT"], os.environ["OTHER"], int(os.environ["WANTED"])


def connect():
    return openstack.connect(cloud="grader", api_timeout=10)


def project_of(cloud, name):
    found = cloud.identity.find_project(name, domain_id="default")
    if found is None:
        not_yet(f"The project {name} is gone; it should stay.")
    return found
