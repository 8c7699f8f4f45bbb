# On the next host of the tree: two of its copies would be in one machine.
set -e
prepare-osd --data "$(disk "$((FIRST + 1))" "$NEW_DISK")" --crush-device-class ssd 2>&1
elsewhere=ceph1
if [ "$HOST" = ceph1 ]; then elsewhere=ceph2; fi
ceph osd crush set "osd.$(osd_on "$(disk "$((FIRST + 1))" "$NEW_DISK")")" 0.00195 root=default "host=$elsewhere" 2>&1
