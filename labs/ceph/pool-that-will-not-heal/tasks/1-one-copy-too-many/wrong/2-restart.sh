# The reflex. The map is the same afterwards.
systemctl restart ceph-osd@0
wait_until "six OSDs up" osds_up
