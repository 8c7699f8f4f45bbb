cloud = connect()
flavor = cloud.compute.find_flavor(FLAVOR, get_extra_specs=True)
if flavor is None:
    not_yet(f"The flavor {FLAVOR} is gone.")
if flavor.extra_specs.get(f"trait:{TRAIT}") != "required" or flavor.ram != 128:
    not_yet(f"The flavor {FLAVOR} is not what it was: it required {TRAIT}.")
runs = [server for server in servers(cloud) if server.flavor.get("original_name") == FLAVOR and server.status == "ACTIVE"]
if not runs:
    not_yet(f"The flavor is untouched. This counts once a server of it runs.")
