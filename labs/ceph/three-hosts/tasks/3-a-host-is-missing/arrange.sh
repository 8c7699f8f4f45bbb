# Somebody took the host out of service, and left it so.
set -eu
systemctl disable --now --quiet ceph-mgr@ceph3 ceph-osd@4 ceph-osd@5 ceph-mon@ceph3
# The few starts that the units allow in half an hour are the learner's.
systemctl reset-failed 'ceph-*' 2>/dev/null || true
ceph osd in 4 5 2>&1
for _ in $(seq 100); do
  [ "$(ceph -s -f json | jq -c '[.osdmap.num_up_osds, (.quorum | length)]')" = "[4,2]" ] && exit 0
  sleep 0.3
done
ceph -s
exit 1
