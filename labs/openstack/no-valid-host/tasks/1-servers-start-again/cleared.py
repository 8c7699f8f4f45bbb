cloud = connect()
found = servers(cloud)
if not [server for server in found if server.name != FAILED]:
    not_yet("This counts once there is a new server.")
left = [server.name for server in found if server.name == FAILED or server.status == "ERROR"]
if left:
    not_yet(f"{', '.join(left)} is still there.")
