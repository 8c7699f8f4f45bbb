cloud = connect()
project = the_project(cloud)
servers = list(cloud.compute.servers(all_projects=True, project_id=project.id, name=f"^{SERVER}$"))
if not servers:
    others = [server.name for server in cloud.compute.servers(all_projects=True, project_id=project.id)]
    not_yet(f"{PROJECT} has no server {SERVER} yet{', but ' + ', '.join(others) if others else ''}.")
server = servers[0]
if server.status == "ERROR":
    fault = (cloud.compute.get_server(server.id).fault or {}).get("message", "no reason given")
    not_yet(f"{SERVER} is in state ERROR: {fault}")
if server.status != "ACTIVE":
    not_yet(f"{SERVER} is in state {server.status} ({server.task_state or 'nothing going on'}).")
if not server.key_name:
    not_yet(f"{SERVER} was started without a key pair, so nobody can sign in to it.")
