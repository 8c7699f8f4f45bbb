# The reflex: a new OSD on the same disk, and everything copied once more.
set -e
install_prepare_osd
systemctl stop "ceph-osd@$other_osd"
disk=$(readlink -f "/var/lib/ceph/osd/ceph-$other_osd/block")
ceph osd destroy "$other_osd" --yes-i-really-mean-it 2>&1
rm -rf "/var/lib/ceph/osd/ceph-$other_osd"
rm -f "$disk"
truncate -s 2G "$disk"
prepare-osd --data "$disk" --osd-id "$other_osd" --crush-device-class ssd 2>&1
wait_until "six healthy OSDs" all_clean 6
