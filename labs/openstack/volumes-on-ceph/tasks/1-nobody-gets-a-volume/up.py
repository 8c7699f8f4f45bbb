service = next(connect().block_storage.services(binary="cinder-volume"), None)
if service is None or service.state != "up":
    not_yet("cinder-volume is down: openstack volume service list shows it, and its log says why.")
volume = project_volume(connect(), FIRST)
