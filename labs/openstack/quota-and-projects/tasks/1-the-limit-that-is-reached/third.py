cloud = connect()
project = project_of(cloud, PROJECT)
names = sorted(network.name for network in cloud.network.networks(project_id=project.id))
if "third" not in names:
    not_yet(f"{PROJECT} has the networks {', '.join(names)}, and no third.")
if not {"first", "second"} <= set(names):
    not_yet(f"Of the networks first and second one is gone; {PROJECT} has {', '.join(names)}.")
