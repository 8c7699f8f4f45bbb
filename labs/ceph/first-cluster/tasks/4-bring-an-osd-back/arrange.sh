# An unfinished maintenance: noout is set, one OSD is stopped and would stay so after a boot.
set -eu
ceph osd set noout 2>&1
for id in 0 1 2; do
  if [ "$id" = "$STOPPED_OSD" ]; then
    systemctl disable --now --quiet "ceph-osd@$id"
    # Ceph's unit may be started three times in half an hour; those that were made so far are not the learner's.
    # systemd may have forgotten a disabled unit by now, and its count with it.
    systemctl reset-failed "ceph-osd@$id" 2>/dev/null || true
  else
    systemctl is-active --quiet "ceph-osd@$id" || systemctl start "ceph-osd@$id"
    systemctl enable --quiet "ceph-osd@$id"
  fi
done
ceph osd in 0 1 2 2>&1
for _ in $(seq 100); do
  ceph osd dump -f json | jq -e ".osds[] | select(.osd == $STOPPED_OSD) | .up == 0" >/dev/null && exit 0
  sleep 0.2
done
echo "osd.$STOPPED_OSD is still up"
exit 1
