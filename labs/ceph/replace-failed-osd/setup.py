# A pool on SSDs with data in it, and OSDs that find their own place in the CRUSH tree, as they do by default.
cluster = Cluster("admin")
cluster.json("config set", who="osd", name="osd_crush_update_on_start", value="true")
cluster.json("osd crush rule create-replicated", name="ssd-hosts", root="default", type="host", **{"class": "ssd"})
cluster.json("osd pool create", pool="records", pg_num=32, pgp_num=32, pool_type="replicated", rule="ssd-hosts", size=3)
cluster.json("osd pool application enable", pool="records", app="records")
with cluster.rados.open_ioctx("records") as pool:
    pending = [
        pool.aio_write_full(f"record-{number:03}", os.urandom(100_000)) for number in range(int(os.environ["RECORDS"]))
    ]
    for operation in pending:
        operation.wait_for_complete()
