# Tonight's relief, next month's lost orders.
ceph osd crush move "$MOVED" root=default 2>&1
ceph osd pool set "$ORDERS" min_size 1 2>&1
wait_until "all clean" all_clean
