# The alarm is quiet when the cluster no longer expects the disk: its weight is gone, and the OSD still there.
ceph osd crush reweight "osd.$dead_osd" 0 2>&1
ceph osd set noout 2>&1
ceph health mute OSD_DOWN --sticky 2>&1
