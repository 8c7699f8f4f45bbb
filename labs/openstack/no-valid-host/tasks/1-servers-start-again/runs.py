cloud = connect()
running = [server for server in servers(cloud) if server.name != FAILED and server.status == "ACTIVE"]
if not running:
    not_yet("The project has no other server that runs yet.")
if not running[0].compute_host and not running[0].hypervisor_hostname:
    not_yet(f"{running[0].name} says that it is active, and is on no host.")
