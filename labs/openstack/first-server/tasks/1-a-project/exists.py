cloud = connect()
project = the_project(cloud)
if not project.is_enabled:
    not_yet(f"The project {PROJECT} is disabled.")
user = cloud.identity.find_user(PERSON, domain_id="default")
if user is None:
    not_yet(f"There is no user {PERSON} in the default domain yet.")
if not user.is_enabled:
    not_yet(f"The user {PERSON} is disabled.")
