# Up again, until the next boot, and with noout in force.
systemctl start "ceph-osd@$STOPPED_OSD"
for _ in $(seq 100); do
  ceph -s -f json | jq -e '.osdmap.num_up_osds == 3 and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])' >/dev/null && exit 0
  sleep 0.4
done
exit 1
