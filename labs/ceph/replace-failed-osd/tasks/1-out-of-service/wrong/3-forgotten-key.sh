# The old recipe, one step short: gone from CRUSH and map, and the key is still good.
set -e
ceph config-key set ticket/host "$HOST"
ceph config-key set ticket/disk "$(upper "$DEAD_DISK")"
systemctl disable --now --quiet "ceph-osd@$dead_osd"
ceph osd out "$dead_osd" 2>&1
wait_until "safe to destroy" ceph osd safe-to-destroy "$dead_osd"
ceph osd crush remove "osd.$dead_osd" 2>&1
ceph osd rm "$dead_osd" 2>&1
