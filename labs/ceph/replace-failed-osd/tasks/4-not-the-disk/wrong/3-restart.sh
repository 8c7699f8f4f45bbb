# Turning it off and on again.
systemctl reset-failed "ceph-osd@$other_osd"
systemctl restart "ceph-osd@$other_osd" || true
