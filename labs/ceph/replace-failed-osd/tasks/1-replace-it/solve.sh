set -eu
ceph osd out "$id" 2>&1
wait_until "it may go" ceph osd safe-to-destroy "$id"
systemctl stop "ceph-osd@$id"
ceph osd destroy "$id" --yes-i-really-mean-it 2>&1
/usr/local/sbin/replace-disk "$id"
ceph osd in "$id" 2>&1
wait_until "all clean" all_clean
