# PGs of one pool instead of all, and the full ratio instead of nearfull.
ceph config-key set inventory/osds 3
ceph config-key set inventory/pgs "$(ceph osd pool get rbd pg_num -f json | jq .pg_num)"
ceph config-key set inventory/objects "$IMAGES"
ceph config-key set inventory/nearfull 0.95
