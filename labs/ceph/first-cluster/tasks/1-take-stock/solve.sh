set -euo pipefail
ceph config-key set inventory/osds "$(ceph osd stat -f json | jq .num_up_osds)"
ceph config-key set inventory/pgs "$(ceph osd dump -f json | jq '[.pools[].pg_num] | add')"
ceph config-key set inventory/objects "$(rados -p rbd ls | wc -l)"
ceph config-key set inventory/nearfull "$(ceph osd dump -f json | jq '.nearfull_ratio * 1000 | round / 1000')"
