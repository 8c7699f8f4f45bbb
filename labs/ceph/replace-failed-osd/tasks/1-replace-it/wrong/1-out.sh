# The data are safe again, and the cluster is a disk short until somebody remembers.
ceph osd out "$id" 2>&1
