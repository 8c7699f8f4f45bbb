set -eu
ceph osd erasure-code-profile set four-osds k=2 m=2 crush-failure-domain=osd
ceph osd crush rule create-erasure four-osds four-osds 2>&1
ceph osd pool set "$ARCHIVE" crush_rule four-osds 2>&1
wait_until "all clean" all_clean
