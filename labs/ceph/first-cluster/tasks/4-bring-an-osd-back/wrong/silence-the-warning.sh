# The flag is gone and the OSD is no more in the way of a tidy picture; but it is still down.
ceph osd unset noout
ceph osd out "$STOPPED_OSD"
