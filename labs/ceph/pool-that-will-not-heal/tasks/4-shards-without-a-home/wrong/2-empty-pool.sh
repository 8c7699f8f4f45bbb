# The right geometry and the right name, and what about the documents?
ceph osd erasure-code-profile set two-and-one k=2 m=1 crush-failure-domain=host
ceph osd pool create "$ARCHIVE-new" 16 16 erasure two-and-one 2>&1
ceph osd pool application enable "$ARCHIVE-new" "$ARCHIVE" 2>&1
ceph osd pool rename "$ARCHIVE" "$ARCHIVE-old" 2>&1
ceph osd pool rename "$ARCHIVE-new" "$ARCHIVE" 2>&1
pool_clean() { ceph pg ls-by-pool "$ARCHIVE" -f json | jq -e '.pg_stats | length == 16 and all(.state == "active+clean")'; }
wait_until "the new pool clean" pool_clean
