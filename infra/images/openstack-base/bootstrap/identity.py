"""The records that services find and know each other by."""
import openstack

PASSWORD = "labpass"
ENDPOINTS = {
    "glance": ("image", "http://controller:9292"),
    "placement": ("placement", "http://controller:8778"),
    "nova": ("compute", "http://controller:8774/v2.1"),
    "neutron": ("network", "http://controller:9696"),
    "cinder": ("block-storage", "http://controller:8776/v3"),
}

identity = openstack.connect().identity
admin, member = identity.find_role("admin"), identity.find_role("member")
service = identity.find_role("service") or identity.create_role(name="service")
services = identity.create_project(name="service", domain_id="default")
for name, (kind, url) in ENDPOINTS.items():
    user = identity.create_user(name=name, domain_id="default", password=PASSWORD)
    for role in (admin, service):
        identity.assign_project_role_to_user(services, user, role)
    entry = identity.create_service(name=name, type=kind)
    for interface in ("public", "internal", "admin"):
        identity.create_endpoint(service_id=entry.id, interface=interface, url=url, region_id="RegionOne")

# Who checks a learner's work is another than who did it.
project = identity.find_project("admin")
grader = identity.create_user(name="grader", domain_id="default", password=PASSWORD, default_project_id=project.id)
identity.assign_project_role_to_user(project, grader, admin)

demo = identity.create_project(name="demo", domain_id="default")
user = identity.create_user(name="demo", domain_id="default", password=PASSWORD, default_project_id=demo.id)
identity.assign_project_role_to_user(demo, user, member)
