import os

import openstack

PROJECT, FAILED, TRAIT, FLAVOR = (os.environ[name] for name in ("PROJECT", "FAILED", "TRAIT", "FLAVOR"))


def connect():
    return openstack.connect(cloud="grader", api_timeout=10)


def servers(cloud):
    """Those of the project, newest first."""
    project = cloud.identity.find_project(PROJECT, domain_id="default")
    if project is None:
        not_yet(f"The project {PROJECT} is gone; it should stay.")
    found = cloud.compute.servers(all_projects=True, project_id=project.id)
    return sorted(found, key=lambda server: server.created_at, reverse=True)


def compute_service(cloud):
    return next(cloud.compute.services(binary="nova-compute"), None)
