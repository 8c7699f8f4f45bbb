set -eu
ceph osd pool set "$BOOKS" size 3 2>&1
wait_until "all clean" all_clean
