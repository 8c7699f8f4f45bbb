cloud = connect()
try:
    if SERVICE == "glance":
        list(cloud.image.images(limit=1))
    else:
        list(cloud.placement.resource_providers())
except openstack.exceptions.SDKException as error:
    note(str(error))
    not_yet(f"One of the services still answers with {getattr(error, 'status_code', None) or 'no answer at all'}.")
