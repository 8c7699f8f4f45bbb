# A healthy cluster first, whatever was left of it; then the store of one OSD is overwritten.
set -eu
install_tool
ceph osd unset noout 2>/dev/null || true
if ! ceph osd ls | grep -qx "$id" || ! systemctl is-active --quiet "ceph-osd@$id"; then
  systemctl stop "ceph-osd@$id" 2>/dev/null || true
  ceph osd purge "$id" --yes-i-really-mean-it 2>/dev/null || true
  /usr/local/sbin/replace-disk "$id"
fi
ceph osd ls | xargs ceph osd in 2>/dev/null
wait_until "six OSDs" all_up
wait_until "all clean" all_clean
ceph config-key set lab/old-osd "$(ceph osd dump -f json | jq -r ".osds[] | select(.osd == $id) | .uuid")" 2>/dev/null
systemctl stop "ceph-osd@$id"
wait_until "it is down" is_down
dd if=/dev/urandom of="$store/block" bs=1M count=8 conv=notrunc status=none
# Its last tries, for the journal.
systemctl start "ceph-osd@$id" 2>/dev/null || true
