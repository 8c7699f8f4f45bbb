# Until the next boot.
systemctl start ceph-mon@ceph3 ceph-mgr@ceph3 ceph-osd@4 ceph-osd@5
for _ in $(seq 100); do
  ceph -s -f json | jq -e '.osdmap.num_up_osds == 6 and (.quorum | length) == 3 and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])' >/dev/null && exit 0
  sleep 0.4
done
exit 1
