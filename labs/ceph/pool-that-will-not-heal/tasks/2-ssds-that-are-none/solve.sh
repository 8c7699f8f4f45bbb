set -eu
for osd in $(ceph osd ls-tree "$MISREAD"); do
  ceph osd crush rm-device-class "osd.$osd" 2>&1
  ceph osd crush set-device-class ssd "osd.$osd" 2>&1
done
wait_until "all clean" all_clean
