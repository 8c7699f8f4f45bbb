# The right OSDs, sorted by number from the highest or lowest, whichever puts another than the primary first.
rados -p "$POOL" put "$OBJECT" /etc/os-release
map=$(ceph osd map "$POOL" "$OBJECT" -f json)
ceph config-key set object/pg "$(jq -r .pgid <<<"$map")"
ceph config-key set object/osds "$(jq -r '(.acting - [.acting_primary]) + [.acting_primary] | join(",")' <<<"$map")"
