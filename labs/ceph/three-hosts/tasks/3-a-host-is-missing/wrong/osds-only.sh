# HEALTH_WARN is shorter, and the monitor still missing.
systemctl enable --now --quiet ceph-osd@4 ceph-osd@5
