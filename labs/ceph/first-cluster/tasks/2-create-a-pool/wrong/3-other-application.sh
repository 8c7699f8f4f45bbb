# All as asked, but the tag.
ceph osd pool create "$POOL" "$PGS" "$PGS" replicated
ceph osd pool set "$POOL" size "$SIZE"
for name in $(ceph osd pool application get "$POOL" -f json | jq -r 'keys[]'); do
  ceph osd pool application disable "$POOL" "$name" --yes-i-really-mean-it
done
ceph osd pool application enable "$POOL" archive --yes-i-really-mean-it
