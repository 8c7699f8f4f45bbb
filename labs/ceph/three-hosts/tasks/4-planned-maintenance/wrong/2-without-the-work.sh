# The ceremony, but the program refused because a daemon was running.
ceph osd set-group noout ceph2
systemctl stop ceph-osd.target
/usr/local/sbin/update-firmware "$FIRMWARE" || true
systemctl start ceph-osd.target
ceph osd unset-group noout ceph2
