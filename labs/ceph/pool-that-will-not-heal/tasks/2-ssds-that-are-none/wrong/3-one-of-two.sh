# Enough for the pool, and a trap for the next one.
osd=$(ceph osd ls-tree "$MISREAD" | head -n 1)
ceph osd crush rm-device-class "osd.$osd" 2>&1
ceph osd crush set-device-class ssd "osd.$osd" 2>&1
wait_until "all clean" all_clean
