# Nobody misses an OSD that is out.
ceph osd out 4 5
