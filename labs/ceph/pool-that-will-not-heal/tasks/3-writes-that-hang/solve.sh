set -eu
ceph osd pool set "$ORDERS" min_size 2 2>&1
ceph osd crush move "$MOVED" root=default 2>&1
ceph osd crush remove staging 2>&1
wait_until "all clean" all_clean
