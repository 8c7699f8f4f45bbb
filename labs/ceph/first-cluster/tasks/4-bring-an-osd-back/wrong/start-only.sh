# Up again, until the next boot, and with noout in force.
systemctl start "ceph-osd@$STOPPED_OSD"
