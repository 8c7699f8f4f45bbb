set -eu
at_ceph <<END
ceph osd pool create $NARROWED 8 2>/dev/null
rbd pool init $NARROWED
END
upload "$IMAGE" raw "$RAW" 2>/dev/null || true
