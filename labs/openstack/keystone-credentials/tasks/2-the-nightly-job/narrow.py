cloud = connect()
user = cloud.identity.find_user("backup-robot", domain_id="default")
if user is None:
    not_yet("The user backup-robot is gone.")
project = cloud.identity.find_project(PROJECT, domain_id="default")
found = {one.name: one for one in cloud.identity.application_credentials(user.id)}
if CREDENTIAL not in found:
    not_yet(f"backup-robot has no application credential {CREDENTIAL} yet{', but ' + ', '.join(found) if found else ''}.")
mine = found[CREDENTIAL]
if mine.project_id != project.id:
    not_yet(f"{CREDENTIAL} belongs to another project than {PROJECT}.")
roles = sorted(role["name"] for role in mine.roles)
if roles != ["reader"]:
    not_yet(f"{CREDENTIAL} has the roles {', '.join(roles)}; the job needs to read and nothing else.")
if mine.unrestricted:
    not_yet(f"{CREDENTIAL} is unrestricted: with it one can make further credentials.")
