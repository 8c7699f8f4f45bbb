set -eu
systemctl enable --now --quiet ceph-mon@ceph3 ceph-mgr@ceph3 ceph-osd@4 ceph-osd@5
ceph osd in 4 5 2>&1
