set -eu
ceph osd pool create "$POOL" "$PGS" "$PGS" replicated
ceph osd pool set "$POOL" size "$SIZE"
ceph osd pool set "$POOL" pg_num "$PGS"
for other in $(ceph osd pool application get "$POOL" -f json | jq -r 'keys[]'); do
  [ "$other" = "$APPLICATION" ] || ceph osd pool application disable "$POOL" "$other" --yes-i-really-mean-it
done
ceph osd pool application enable "$POOL" "$APPLICATION" --yes-i-really-mean-it
