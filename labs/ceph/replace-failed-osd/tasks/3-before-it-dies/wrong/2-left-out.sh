# All as it should be, but that nobody looked whether the new one is in.
set -e
ceph osd out "$ageing_osd" 2>&1
wait_until "safe to destroy" ceph osd safe-to-destroy "$ageing_osd"
systemctl stop "ceph-osd@$ageing_osd"
wait_until "osd.$ageing_osd down" osd_is "$ageing_osd" '.up == 0'
ceph osd destroy "$ageing_osd" --yes-i-really-mean-it 2>&1
prepare-osd --data "$(disk 3 "$SECOND_NEW_DISK")" --osd-id "$ageing_osd" --crush-device-class ssd 2>&1
wait_until "osd.$ageing_osd up" osd_is "$ageing_osd" '.up == 1'
