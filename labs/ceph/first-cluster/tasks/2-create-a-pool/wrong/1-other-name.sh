# Everything right, but the name. Leaves nothing behind that the solution would have to know of.
ceph osd pool create "${POOL}x" "$PGS" "$PGS" replicated --size "$SIZE"
ceph osd pool application enable "${POOL}x" "$APPLICATION"
