# On the next host of the tree: two of its copies would be in one machine.
prepare-osd --data "$(disk "$((FIRST + 1))" "$NEW_DISK")" --crush-device-class ssd 2>&1
new=$(ceph osd ls | while read -r id; do [ "$(ceph osd find "$id" -f json | jq -r .host)" = "$HOST" ] && [ "$id" != "$ageing_osd" ] && echo "$id"; done)
elsewhere=$([ "$HOST" = ceph1 ] && echo ceph2 || echo ceph1)
ceph osd crush set "osd.$new" 0.00195 root=default "host=$elsewhere" 2>&1
