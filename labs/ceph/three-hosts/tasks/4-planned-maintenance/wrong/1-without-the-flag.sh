# It went well this time.
systemctl stop ceph.target
for _ in $(seq 100); do pgrep '^ceph-(mon|mgr|osd)' >/dev/null || break; sleep 0.2; done
/usr/local/sbin/update-firmware "$FIRMWARE"
systemctl start ceph.target
for _ in $(seq 100); do
  ceph -s -f json | jq -e '.osdmap.num_up_osds == 6 and (.quorum | length) == 3' >/dev/null && exit 0
  sleep 0.4
done
exit 1
