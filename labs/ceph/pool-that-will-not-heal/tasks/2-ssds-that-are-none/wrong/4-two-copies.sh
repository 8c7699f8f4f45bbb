# What the offer allows.
ceph osd pool set "$METRICS" size 2 2>&1
wait_until "all clean" all_clean
