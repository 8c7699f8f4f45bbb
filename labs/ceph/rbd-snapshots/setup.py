# Two pools for images, and the disk of a virtual machine. Needs the administrator, who is not on the client; runs on ceph1.
images = Images("admin")
for name in ("vms", "backup"):
    command = {"prefix": "osd pool create", "pool": name, "pg_num": 8, "pgp_num": 8, "pool_type": "replicated", "size": 3}
    code, _, message = images.cluster.mon_command(json.dumps(command), b"")
    if code != 0:
        raise RuntimeError(message)
    with images.pool(name) as pool:
        rbd.RBD().pool_init(pool, True)
images.make("vms", os.environ["VM"], disk("vm"))
