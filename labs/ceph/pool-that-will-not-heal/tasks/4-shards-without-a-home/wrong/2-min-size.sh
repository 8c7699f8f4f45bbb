# Serves with less, and is no more whole than before.
ceph osd pool set "$ARCHIVE" min_size 2 2>&1
