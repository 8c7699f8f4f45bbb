# Clean, and less than was promised.
ceph osd pool set "$BOOKS" size 2 2>&1
wait_until "all clean" all_clean
