# Clean on two hosts, and nothing may go.
ceph osd erasure-code-profile set two-and-one-by-osd k=3 m=1 crush-failure-domain=osd
ceph osd pool create "$ARCHIVE-new" 16 16 erasure two-and-one-by-osd 2>&1
ceph osd pool application enable "$ARCHIVE-new" "$ARCHIVE" 2>&1
rados cppool "$ARCHIVE" "$ARCHIVE-new" 2>&1
ceph osd pool rename "$ARCHIVE" "$ARCHIVE-old" 2>&1
ceph osd pool rename "$ARCHIVE-new" "$ARCHIVE" 2>&1
pool_clean() { ceph pg ls-by-pool "$ARCHIVE" -f json | jq -e '.pg_stats | length == 16 and all(.state == "active+clean")'; }
wait_until "the new pool clean" pool_clean
