# The unit was read wrongly.
ceph osd pool set "$POOL" crush_rule standard
rbd resize --no-progress --size "${MEBIBYTES}G" "$POOL/$IMAGE"
