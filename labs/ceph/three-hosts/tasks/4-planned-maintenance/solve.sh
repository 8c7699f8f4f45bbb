set -eu
for _ in $(seq 50); do
  ceph osd ok-to-stop 2 3 >/dev/null 2>&1 && break
  sleep 0.4
done
ceph osd set-group noout ceph2 2>&1
# The target has stopped when its daemons have been told to.
systemctl stop ceph.target
for _ in $(seq 100); do pgrep '^ceph-(mon|mgr|osd)' >/dev/null || break; sleep 0.2; done
/usr/local/sbin/update-firmware "$FIRMWARE"
systemctl start ceph.target
for _ in $(seq 150); do
  ceph -s -f json | jq -e '.osdmap.num_up_osds == 6 and (.quorum | length) == 3 and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])' >/dev/null && break
  sleep 0.4
done
ceph osd unset-group noout ceph2 2>&1
