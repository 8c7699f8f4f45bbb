set -eu
folder=/var/lib/ceph/osd/ceph-$other_osd
systemctl stop "ceph-osd@$other_osd"
chown ceph:ceph "$(readlink -f "$folder/block")"
if ! ceph auth get "osd.$other_osd" >/dev/null 2>&1; then
  ceph auth add "osd.$other_osd" -i "$folder/keyring" mon 'allow profile osd' mgr 'allow profile osd' osd 'allow *' 2>&1
fi
systemctl reset-failed "ceph-osd@$other_osd" 2>/dev/null || true
systemctl start "ceph-osd@$other_osd"
wait_until "six healthy OSDs" all_clean 6
