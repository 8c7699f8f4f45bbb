# The shop is up, two copies of everything.
ceph osd pool set "$ORDERS" min_size 2 2>&1
