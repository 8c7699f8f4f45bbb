# `ceph osd map` answers for names that do not exist, so the notes alone prove nothing.
rados -p "$POOL" rm "$OBJECT" 2>/dev/null
map=$(ceph osd map "$POOL" "$OBJECT" -f json)
ceph config-key set object/pg "$(jq -r .pgid <<<"$map")"
ceph config-key set object/osds "$(jq -r '[.acting_primary] + (.acting - [.acting_primary]) | join(",")' <<<"$map")"
