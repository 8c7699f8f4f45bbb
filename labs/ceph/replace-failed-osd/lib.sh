# Shared by this lab's bash scripts: which OSD is meant, and waiting for the cluster.
PATH=$PATH:/usr/local/sbin
first_osd_of() { case $1 in ceph1) echo 0 ;; ceph2) echo 2 ;; ceph3) echo 4 ;; esac; }
base=$(first_osd_of "$HOST")
dead_osd=$((base + FIRST)) ageing_osd=$((base + 1 - FIRST))
other_osd=$(($(first_osd_of "$OTHER_HOST") + OTHER))
disks=/srv/disks

upper() { printf '%s' "${1^^}"; }
# name of a disk: bay, serial number
disk() { printf '%s/bay%s-%s' "$disks" "$1" "$(upper "$2")"; }

wait_until() { # what, command...
  local what=$1; shift
  for _ in $(seq 240); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.25
  done
  echo "gave up waiting: $what"
  ceph -s
  exit 1
}
osd_is() { ceph osd dump -f json | jq -e --argjson id "$1" "any(.osds[]; .osd == \$id and $2)"; }
all_clean() {
  ceph -s -f json | jq -e --argjson osds "$1" '.osdmap.num_up_osds == $osds and .osdmap.num_osds == $osds and .health.status == "HEALTH_OK"
    and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])'
}
# The disk of an OSD gets its name in /srv/disks; the OSD may run meanwhile.
name_disk() { # osd, disk
  local block=/var/lib/ceph/osd/ceph-$1/block
  install -d "$disks"
  if [ -f "$block" ] && [ ! -L "$block" ]; then
    mv "$block" "$2"
    ln -s "$2" "$block"
  fi
}
# The number of the OSD whose data is on a disk of this host; nothing when there is none.
osd_on() {
  local link
  for link in /var/lib/ceph/osd/ceph-*/block; do
    if [ "$(readlink -f "$link")" = "$1" ]; then link=${link%/block}; echo "${link##*-}"; fi
  done
}
install_prepare_osd() {
  cat >/usr/local/sbin/prepare-osd <<'PROGRAM'
#!/bin/bash
# Makes a disk an OSD of this host and starts it: a stand-in for `ceph-volume lvm create`, for disks that are files.
set -euo pipefail
usage() {
  echo "usage: prepare-osd --data DISK [--osd-id NUMBER] [--crush-device-class CLASS]" >&2
  echo "  --osd-id   the number of an OSD that was destroyed; without it the lowest that is free" >&2
  exit 2
}
fail() { echo "prepare-osd: $*" >&2; exit 1; }
run() { echo "Running command: $*" >&2; "$@"; }
data='' id='' class=''
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case $1 in
    --data) data=$2 ;;
    --osd-id) id=${2#osd.} ;;
    --crush-device-class) class=$2 ;;
    *) usage ;;
  esac
  shift 2
done
[ -n "$data" ] || usage
[ -f "$data" ] || fail "there is no disk $data; ls /srv/disks shows this host's"
for link in /var/lib/ceph/osd/ceph-*/block; do
  if [ "$(readlink -f "$link")" = "$(readlink -f "$data")" ]; then fail "$data belongs to $(basename "$(dirname "$link")") already"; fi
done
if [ -n "$(head -c 1048576 "$data" | tr -d '\0' | head -c 1)" ]; then fail "$data is not empty"; fi
if [ -n "$id" ]; then
  state=$(ceph osd dump -f json | jq -r --argjson id "$id" '.osds[] | select(.osd == $id) | .state | join(" ")')
  case " $state " in
    *' destroyed '*) ;;
    '  ') fail "osd.$id is not known to the cluster: a number is kept by ceph osd destroy, and given up by purge" ;;
    *) fail "osd.$id is not destroyed; its state is: $state" ;;
  esac
fi
uuid=$(cat /proc/sys/kernel/random/uuid)
key=$(ceph-authtool --gen-print-key)
echo "Running command: ceph osd new $uuid ${id:-} -i -" >&2
id=$(printf '{"cephx_secret": "%s"}' "$key" | ceph osd new "$uuid" ${id:+"$id"} -i -)
folder=/var/lib/ceph/osd/ceph-$id
systemctl stop "ceph-osd@$id" 2>/dev/null || true
rm -rf "$folder"
run install -d -o ceph -g ceph -m 0755 "$folder"
run ln -s "$data" "$folder/block"
run chown ceph:ceph "$data"
printf '[osd.%s]\n\tkey = %s\n' "$id" "$key" >"$folder/keyring"
chown -h ceph:ceph "$folder/block" "$folder/keyring"
chmod 0600 "$folder/keyring"
run ceph-osd --cluster ceph -i "$id" --mkfs --osd-uuid "$uuid" --setuser ceph --setgroup ceph >/dev/null 2>"/tmp/prepare-osd.$id" || { cat "/tmp/prepare-osd.$id" >&2; fail 'mkfs did not succeed'; }
rm -f "/tmp/prepare-osd.$id"
if [ -n "$class" ]; then
  ceph osd crush rm-device-class "osd.$id" >/dev/null 2>&1 || true
  run ceph osd crush set-device-class "$class" "osd.$id"
fi
systemctl reset-failed "ceph-osd@$id" 2>/dev/null || true
run systemctl enable --now --quiet "ceph-osd@$id"
echo "$data is osd.$id now."
PROGRAM
  chmod 0755 /usr/local/sbin/prepare-osd
}
new_disk() { install -d "$disks"; [ -e "$1" ] || truncate -s 2G "$1"; }
