set -eu
for id in 0 1 2; do
  systemctl enable --now --quiet "ceph-osd@$id"
done
ceph osd unset noout 2>&1
for _ in $(seq 150); do
  ceph -s -f json | jq -e '.osdmap.num_up_osds == 3 and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])' >/dev/null && exit 0
  sleep 0.4
done
ceph -s
exit 1
