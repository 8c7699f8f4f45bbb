# Would be right after the next boot.
systemctl enable --quiet "ceph-osd@$STOPPED_OSD"
ceph osd unset noout
