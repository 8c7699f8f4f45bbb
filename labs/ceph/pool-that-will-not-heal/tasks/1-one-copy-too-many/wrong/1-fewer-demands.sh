# It is not about how many copies are enough to go on.
ceph osd pool set "$BOOKS" min_size 3 2>&1
