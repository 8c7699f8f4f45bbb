set -eu
ceph osd pool ls | grep -qx "$POOL" || ceph osd pool create "$POOL" 8 8 replicated --size 3
ceph osd pool set "$POOL" crush_rule standard
ceph osd pool set "$POOL" size 3
ceph osd pool set "$POOL" min_size 2
rbd pool init "$POOL"
rbd info "$POOL/$IMAGE" >/dev/null 2>&1 || rbd create --size "$MEBIBYTES" "$POOL/$IMAGE"
rbd resize --no-progress --size "$MEBIBYTES" --allow-shrink "$POOL/$IMAGE" 2>/dev/null || true
