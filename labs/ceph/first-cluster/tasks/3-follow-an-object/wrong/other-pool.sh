# Stored in the pool that was there already, and looked up there.
rados -p rbd put "$OBJECT" /etc/os-release
map=$(ceph osd map rbd "$OBJECT" -f json)
ceph config-key set object/pg "$(jq -r .pgid <<<"$map")"
ceph config-key set object/osds "$(jq -r '.acting | join(",")' <<<"$map")"
rados -p rbd rm "$OBJECT"
