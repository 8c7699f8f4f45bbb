# A class is not changed by setting another: the command refuses.
for osd in $(ceph osd ls-tree "$MISREAD"); do ceph osd crush set-device-class ssd "osd.$osd" 2>&1; done
true
