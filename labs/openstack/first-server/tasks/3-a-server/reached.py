cloud = connect()
project = the_project(cloud)
addresses = [ip for ip in cloud.network.ips(project_id=project.id) if ip.port_id]
mine = [
    ip.floating_ip_address
    for ip in addresses
    for server in cloud.compute.servers(all_projects=True, project_id=project.id, name=f"^{SERVER}$")
    if cloud.network.get_port(ip.port_id).device_id == server.id
]
if not mine:
    not_yet(f"{SERVER} has no floating IP yet.")
address = mine[0]
if not answers("ping", "-q", "-c", "1", "-W", "2", address):
    not_yet(f"{address} does not answer a ping. Is the server up, and does its security group let ICMP through?")
if not answers("sh", "-c", f"echo | nc -w 3 {address} 22 | grep -q ^SSH-"):
    not_yet(f"{address} answers a ping, and no SSH. Does the security group let port 22 through?")
