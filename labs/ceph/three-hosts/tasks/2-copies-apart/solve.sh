set -eu
for pool in mail media backup; do
  ceph osd pool set "$pool" size 3
  ceph osd pool set "$pool" crush_rule standard
done
