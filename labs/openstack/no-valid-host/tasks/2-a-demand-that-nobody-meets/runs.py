cloud = connect()
mine = [server for server in servers(cloud) if server.flavor.get("original_name") == FLAVOR]
if not mine:
    not_yet(f"The project has no server of flavor {FLAVOR} yet.")
if not [server for server in mine if server.status == "ACTIVE"]:
    not_yet(f"{mine[0].name} is in state {mine[0].status}.")
