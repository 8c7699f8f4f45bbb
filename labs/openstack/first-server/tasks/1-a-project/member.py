import keystoneauth1.exceptions

cloud = connect()
project = the_project(cloud)
user = cloud.identity.find_user(PERSON, domain_id="default")
if user is None:
    not_yet(f"There is no user {PERSON} in the default domain yet.")
roles = {role.id: role.name for role in cloud.identity.roles()}
found = list(cloud.identity.role_assignments(user_id=user.id))
here = sorted(roles.get(a.role["id"], "?") for a in found if (a.scope.get("project") or {}).get("id") == project.id)
elsewhere = len(found) - len(here)
if "admin" in here:
    not_yet(f"{PERSON} is admin in {PROJECT}, and so of the whole cloud. The role to give is member.")
if "member" not in here:
    not_yet(f"{PERSON} has {'only ' + ', '.join(here) if here else 'no role'} in {PROJECT} yet.")
if elsewhere:
    not_yet(f"{PERSON} also has a role outside {PROJECT}: openstack role assignment list --user {PERSON} --names shows it.")
try:
    connect(
        auth={
            "auth_url": "http://controller:5000/v3",
            "username": PERSON,
            "password": PASSWORD,
            "project_name": PROJECT,
            "user_domain_name": "Default",
            "project_domain_name": "Default",
        },
        region_name="RegionOne",
    ).authorize()
except (keystoneauth1.exceptions.Unauthorized, openstack.exceptions.SDKException) as error:
    note(str(error))
    not_yet(f"Keystone gives {PERSON} no token for {PROJECT} with the password of this task.")
