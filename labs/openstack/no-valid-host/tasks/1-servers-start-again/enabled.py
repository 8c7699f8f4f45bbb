service = compute_service(connect())
if service is None or service.state != "up":
    not_yet("nova-compute on controller is not up.")
if service.status != "enabled":
    not_yet(f"nova-compute on controller is up, and still gets nothing new. openstack compute service list --long says more.")
