# Two copies can still meet on one host.
ceph osd pool set "$ODD" size 2
