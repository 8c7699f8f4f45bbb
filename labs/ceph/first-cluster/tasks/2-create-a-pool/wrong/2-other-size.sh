# The default, or somebody's habit, instead of what was asked for.
ceph osd pool create "$POOL" "$PGS" "$PGS" replicated
ceph osd pool set "$POOL" size $((5 - SIZE))
ceph osd pool application enable "$POOL" "$APPLICATION"
