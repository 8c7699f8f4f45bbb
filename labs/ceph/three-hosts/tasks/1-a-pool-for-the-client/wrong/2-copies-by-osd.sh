# Right numbers, wrong rule: copies may meet on one host.
ceph osd pool set "$POOL" size 3
ceph osd pool set "$POOL" min_size 2
ceph osd pool set "$POOL" crush_rule quick
