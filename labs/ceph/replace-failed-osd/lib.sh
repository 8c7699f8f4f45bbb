# The struck OSD, by host and disk.
case $HOST in
  ceph1) id=$DISK ;;
  ceph2) id=$((2 + DISK)) ;;
  *) id=$((4 + DISK)) ;;
esac
store=/var/lib/ceph/osd/ceph-$id

wait_until() { # what, command...
  local what=$1; shift
  for _ in $(seq 360); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.25
  done
  echo "gave up waiting: $what"
  ceph -s
  ceph osd tree
  exit 1
}
all_up() { ceph -s -f json | jq -e '.osdmap.num_up_osds == 6 and .osdmap.num_in_osds == 6'; }
all_clean() { ceph -s -f json | jq -e '.osdmap.num_up_osds == 6 and .osdmap.num_in_osds == 6 and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])'; }
is_down() { [[ $(ceph osd dump -f json | jq ".osds[] | select(.osd == $id) | .up") == 0 ]]; }

# Stands for the new disk in the slot, and for ceph-volume, which these containers have no device for.
install_tool() {
  cat >/usr/local/sbin/replace-disk <<'TOOL'
#!/bin/bash
# replace-disk N: makes OSD N anew on the empty disk in its slot (as `ceph-volume lvm create --osd-id N` does), and starts it.
set -eu
id=${1:?Say which OSD: replace-disk N}
store=/var/lib/ceph/osd/ceph-$id
[[ -d $store ]] || { echo "This host has no slot of osd.$id." >&2; exit 1; }
if systemctl is-active --quiet "ceph-osd@$id"; then echo "osd.$id runs; its disk is in use." >&2; exit 1; fi
uuid=$(cat /proc/sys/kernel/random/uuid)
secret=$(ceph-authtool --gen-print-key)
if ! printf '{"cephx_secret": "%s"}' "$secret" | ceph osd new "$uuid" "$id" -i - >/dev/null; then
  echo "The cluster has an osd.$id still. Destroy or purge it first; ceph osd safe-to-destroy says whether it may go." >&2
  exit 1
fi
size=$(stat -c %s "$store/block" 2>/dev/null || echo 2147483648)
find "$store" -mindepth 1 -delete
truncate -s "$size" "$store/block"
printf '[osd.%s]\n\tkey = %s\n' "$id" "$secret" >"$store/keyring"
chown -R ceph:ceph "$store"
chmod 0600 "$store/keyring"
ceph-osd --no-mon-config -i "$id" --mkfs --osd-uuid "$uuid" --setuser ceph --setgroup ceph >/tmp/mkfs.$id.log 2>&1 || { cat /tmp/mkfs.$id.log >&2; exit 1; }
ceph osd crush create-or-move "osd.$id" 0.00195 root=default "host=$(hostname -s)" >/dev/null 2>&1
ceph osd crush rm-device-class "osd.$id" >/dev/null 2>&1 || true
ceph osd crush set-device-class ssd "osd.$id" >/dev/null 2>&1
systemctl reset-failed "ceph-osd@$id" 2>/dev/null || true
systemctl enable --quiet "ceph-osd@$id"
systemctl start "ceph-osd@$id"
echo "osd.$id is new and starts."
TOOL
  chmod +x /usr/local/sbin/replace-disk
}
