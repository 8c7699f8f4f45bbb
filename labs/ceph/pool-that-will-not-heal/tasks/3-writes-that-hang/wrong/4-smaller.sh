# Two hosts, two copies.
ceph osd pool set "$ORDERS" size 2 2>&1
ceph osd pool set "$ORDERS" min_size 1 2>&1
