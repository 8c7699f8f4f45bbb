# The usual end of a long evening.
ceph osd set noout
systemctl stop ceph.target
for _ in $(seq 100); do pgrep '^ceph-(mon|mgr|osd)' >/dev/null || break; sleep 0.2; done
/usr/local/sbin/update-firmware "$FIRMWARE"
systemctl start ceph.target
for _ in $(seq 150); do
  ceph -s -f json | jq -e '.osdmap.num_up_osds == 6 and (.quorum | length) == 3 and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])' >/dev/null && exit 0
  sleep 0.4
done
exit 1
