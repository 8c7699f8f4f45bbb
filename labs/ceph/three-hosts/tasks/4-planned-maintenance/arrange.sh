# The host runs, with old firmware and the vendor's program to change it.
set -eu
install -d /var/lib/firmware
echo "1.0" >/var/lib/firmware/version
cat >/usr/local/sbin/update-firmware <<'PROGRAM'
#!/bin/sh
[ $# = 1 ] || { echo "usage: update-firmware <version>" >&2; exit 2; }
if running=$(pgrep -l '^ceph-(mon|mgr|osd)'); then
  echo "Refused: these run on this host:" >&2
  echo "$running" | awk '{ print "  " $2 " (" $1 ")" }' >&2
  exit 1
fi
printf 'Writing %s, was %s ' "$1" "$(cat /var/lib/firmware/version)"
for _ in 1 2 3; do sleep 1; printf .; done
echo "$1" >/var/lib/firmware/version
echo ' done'
PROGRAM
chmod 0755 /usr/local/sbin/update-firmware
systemctl reset-failed 'ceph-*' 2>/dev/null || true
systemctl start ceph-mon@ceph2 ceph-mgr@ceph2 ceph-osd@2 ceph-osd@3
ceph osd unset noout 2>&1
ceph osd unset-group noout ceph2 2>&1
ceph osd in 2 3 2>&1
whole='.osdmap.num_up_osds == 6 and (.quorum | length) == 3 and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])'
for _ in $(seq 150); do
  ceph -s -f json | jq -e "$whole" >/dev/null && exit 0
  sleep 0.3
done
ceph -s
exit 1
