# Quick, and two copies for as long as it took.
set -e
systemctl stop "ceph-osd@$ageing_osd"
wait_until "osd.$ageing_osd down" osd_is "$ageing_osd" '.up == 0'
ceph osd destroy "$ageing_osd" --yes-i-really-mean-it 2>&1
prepare-osd --data "$(disk 3 "$SECOND_NEW_DISK")" --osd-id "$ageing_osd" --crush-device-class ssd 2>&1
wait_until "six healthy OSDs" all_clean 6
