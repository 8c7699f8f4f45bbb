if not queue_speaks():
    not_yet("This counts once the queue is there.")
cloud = connect()
try:
    down = [service.binary for service in cloud.compute.services() if service.state != "up"]
    dead = [agent.binary for agent in cloud.network.agents() if not agent.is_alive]
    volumes = [service.binary for service in cloud.block_storage.services() if service.state != "up"]
except openstack.exceptions.SDKException as error:
    note(str(error))
    not_yet("An API still does not answer in time.")
if down + dead + volumes:
    not_yet(f"Not heard from yet: {', '.join(down + dead + volumes)}.")
