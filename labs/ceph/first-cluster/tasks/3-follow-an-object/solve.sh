set -eu
rados -p "$POOL" put "$OBJECT" /etc/os-release
map=$(ceph osd map "$POOL" "$OBJECT" -f json)
ceph config-key set object/pg "$(jq -r .pgid <<<"$map")"
ceph config-key set object/osds "$(jq -r '[.acting_primary] + (.acting - [.acting_primary]) | join(",")' <<<"$map")"
