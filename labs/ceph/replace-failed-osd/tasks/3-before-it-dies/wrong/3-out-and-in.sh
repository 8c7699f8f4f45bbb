# A restart of the old disk's OSD replaces nothing.
ceph osd out "$ageing_osd" 2>&1
wait_until "safe to destroy" ceph osd safe-to-destroy "$ageing_osd"
systemctl restart "ceph-osd@$ageing_osd"
ceph osd in "$ageing_osd" 2>&1
wait_until "six healthy OSDs" all_clean 6
