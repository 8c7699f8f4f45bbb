# Whole, until the next reboot.
ceph osd crush move "$MOVED" root=default 2>&1
wait_until "all clean" all_clean
