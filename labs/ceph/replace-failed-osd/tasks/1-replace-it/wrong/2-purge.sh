# Gone from the map, and nothing in its place: HEALTH_OK comes back, and with it silence.
ceph osd purge "$id" --yes-i-really-mean-it 2>&1
