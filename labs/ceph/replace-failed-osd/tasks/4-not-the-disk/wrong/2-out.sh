# Redundancy is back, at the price of an OSD.
set -e
ceph osd out "$other_osd" 2>&1
