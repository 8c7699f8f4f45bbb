# It was drained in before anybody trusted it, and nobody came back to fill it.
prepare-osd --data "$(disk "$((FIRST + 1))" "$NEW_DISK")" --crush-device-class ssd 2>&1
new=$(readlink -f /var/lib/ceph/osd/*/block | nl | awk -v disk="$(disk "$((FIRST + 1))" "$NEW_DISK")" '$2 == disk { print $1 }')
folder=$(printf '%s\n' /var/lib/ceph/osd/* | sed -n "${new}p")
ceph osd crush reweight "osd.${folder##*-}" 0 2>&1
