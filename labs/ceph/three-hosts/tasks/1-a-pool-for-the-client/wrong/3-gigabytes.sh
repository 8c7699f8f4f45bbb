# The unit was read wrongly.
ceph osd pool create "$POOL" 8 8 replicated standard --size 3
rbd pool init "$POOL"
rbd create --size "${MEBIBYTES}G" "$POOL/$IMAGE"
