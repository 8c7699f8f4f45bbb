# Right numbers, wrong rule: copies may meet on one host.
ceph osd pool create "$POOL" 8 8 replicated quick --size 3
rbd pool init "$POOL"
rbd create --size "$MEBIBYTES" "$POOL/$IMAGE"
