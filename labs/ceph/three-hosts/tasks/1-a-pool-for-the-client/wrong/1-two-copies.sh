# All there, but with the habit of two copies.
ceph osd pool create "$POOL" 8 8 replicated --size 2
rbd pool init "$POOL"
rbd create --size "$MEBIBYTES" "$POOL/$IMAGE"
