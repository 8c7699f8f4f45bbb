# An OSD is stopped, and something that has nothing to do with its disk keeps it from starting again.
set -eu
unit=ceph-osd@$other_osd folder=/var/lib/ceph/osd/ceph-$other_osd
systemctl stop "$unit"
wait_until "osd.$other_osd down" osd_is "$other_osd" '.up == 0'
case $CAUSE in
  owner) chown root:root "$(readlink -f "$folder/block")"; chmod 0600 "$(readlink -f "$folder/block")" ;;
  key) ceph auth rm "osd.$other_osd" 2>&1 ;;
esac
# It fails at once for one cause, and after a while for the other.
systemctl reset-failed "$unit" 2>/dev/null || true
systemctl enable --quiet "$unit"
systemctl start --no-block "$unit"
