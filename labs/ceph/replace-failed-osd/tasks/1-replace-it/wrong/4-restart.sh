# A dead disk does not care.
systemctl reset-failed "ceph-osd@$id"
systemctl restart "ceph-osd@$id" || true
