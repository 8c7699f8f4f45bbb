#!/bin/bash
# Makes the cluster once, on a builder instance, and leaves its state as archives in $1.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")") out=$1
fsid=$(cat /proc/sys/kernel/random/uuid)
osds=(0 1 2)
as_ceph=(setpriv --reuid ceph --regid ceph --init-groups)

new_key() { ceph-authtool --gen-print-key; }
wait_for() { # title, seconds, command...
  local title=$1 deadline=$((SECONDS + $2)); shift 2
  echo "waiting: $title"
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= deadline)); then echo "gave up waiting: $title" >&2; ceph -s >&2 || true; exit 1; fi
    sleep 0.2
  done
}

# The image enables the daemons; on this boot there was nothing for them to start from.
systemctl stop ceph-mgr@ceph1 "${osds[@]/#/ceph-osd@}" ceph-mon@ceph1
systemctl reset-failed 'ceph-*'

echo "keys and monitor map"
sed "s/@FSID@/$fsid/" "$here/ceph.conf" >"$here/final.conf"
cat "$here/final.conf" "$here/first-start.conf" "$here/settings.conf" >/etc/ceph/ceph.conf

keyring=$here/mon.keyring
entity() { # keyring file, name, key, caps...
  local file=$1 name=$2 key=$3; shift 3
  { printf '[%s]\n\tkey = %s\n' "$name" "$key"; for cap in "$@"; do printf '\tcaps %s\n' "$cap"; done; } >>"$file"
}
all=('mds = "allow *"' 'mgr = "allow *"' 'mon = "allow *"' 'osd = "allow *"')
admin_key=$(new_key) grader_key=$(new_key) mgr_key=$(new_key)
entity "$keyring" mon. "$(new_key)" 'mon = "allow *"'
entity "$keyring" client.admin "$admin_key" "${all[@]}"
# Reads everything, asks OSDs (`ceph pg query` needs all of osd), writes test objects; cannot change the cluster.
entity "$keyring" client.grader "$grader_key" 'mds = "allow r"' 'mgr = "allow r"' 'mon = "allow rx, allow service config-key r"' 'osd = "allow *"'
entity "$keyring" mgr.ceph1 "$mgr_key" 'mds = "allow *"' 'mon = "allow profile mgr"' 'osd = "allow *"'
entity /etc/ceph/ceph.client.admin.keyring client.admin "$admin_key" "${all[@]}"
install -d -o ceph -g ceph /var/lib/ceph/mgr/ceph-ceph1 /var/lib/ceph/mon/ceph-ceph1
entity /var/lib/ceph/mgr/ceph-ceph1/keyring mgr.ceph1 "$mgr_key"
declare -a uuid
for id in "${osds[@]}"; do
  uuid[id]=$(cat /proc/sys/kernel/random/uuid) key=$(new_key) dir=/var/lib/ceph/osd/ceph-$id
  install -d -o ceph -g ceph "$dir"
  entity "$dir/keyring" "osd.$id" "$key"
  entity "$keyring" "osd.$id" "$key" 'mgr = "allow profile osd"' 'mon = "allow profile osd"' 'osd = "allow *"'
done
monmaptool --create --addv ceph1 '[v2:10.77.0.11:3300,v1:10.77.0.11:6789]' --fsid "$fsid" --set-min-mon-release reef "$here/monmap"
chown -R ceph:ceph /var/lib/ceph /etc/ceph "$here"
chmod 0600 /etc/ceph/*.keyring /var/lib/ceph/*/*/keyring

echo "monitor and OSD stores"
"${as_ceph[@]}" ceph-mon --mkfs -i ceph1 --monmap "$here/monmap" --keyring "$keyring"
for id in "${osds[@]}"; do
  "${as_ceph[@]}" ceph-osd --no-mon-config -i "$id" --mkfs --osd-uuid "${uuid[id]}" >"/tmp/mkfs.$id.log" 2>&1 || { cat "/tmp/mkfs.$id.log" >&2; exit 1; }
done

echo "first start"
systemctl start ceph-mon@ceph1
wait_for "the monitor answers" 60 ceph --connect-timeout 2 quorum_status
ceph config assimilate-conf -i "$here/settings.conf"
for id in "${osds[@]}"; do
  ceph osd new "${uuid[id]}" "$id"
  ceph osd crush create-or-move "osd.$id" 0.00195 root=default host=ceph1
  ceph osd crush set-device-class ssd "osd.$id"
done
# From here on with the configuration that the image keeps.
install -o ceph -g ceph -m 0644 "$here/final.conf" /etc/ceph/ceph.conf
systemctl restart ceph-mon@ceph1
systemctl start ceph-mgr@ceph1 "${osds[@]/#/ceph-osd@}"
wait_for "3 OSDs up" 60 bash -c '[ "$(ceph osd stat -f json | jq .num_up_osds)" = 3 ]'
wait_for "the manager" 60 bash -c 'ceph -s -f json | jq -e .mgrmap.available'

echo "default pool"
ceph osd pool create rbd 8 8 replicated --size 3
ceph osd pool application enable rbd rbd
is_ok() { ceph -s -f json | jq -e '.health.status == "HEALTH_OK" and .pgmap.num_pgs > 8 and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])'; }
wait_for "HEALTH_OK" 90 is_ok
ceph -s
for i in 1 2 3; do sleep 1; is_ok >/dev/null; done
head -c 65536 /dev/urandom >/tmp/object
rados -p rbd put bootstrap /tmp/object
rados -p rbd get bootstrap - | cmp - /tmp/object
rados -p rbd rm bootstrap

echo "clean stop"
# Manager first, then `mgr fail`: without it no manager takes over for half a minute after launch.
manager_gid=$(ceph mgr dump -f json | jq .active_gid)
systemctl stop ceph-mgr@ceph1
no_manager() { ceph mgr fail; [ "$(ceph mgr dump -f json | jq .active_gid)" = 0 ]; }
wait_for "no manager is active" 60 no_manager
systemctl stop "${osds[@]/#/ceph-osd@}"
wait_for "0 OSDs up" 60 bash -c '[ "$(ceph osd stat -f json | jq .num_up_osds)" = 0 ]'
ceph osd dump -f json | jq --argjson gid "$manager_gid" '{osds: (.osds | length), epoch, managerGid: $gid, fsid}' >"$here/golden.json"
systemctl stop ceph-mon@ceph1
rm -rf /var/lib/ceph/crash/* /var/log/ceph/*

echo "archives"
cat "$here/golden.json"
tar -C / -Sc var/lib/ceph etc/ceph | zstd -q -19 -o "$out/cluster.tar.zst"
mkdir -p "$here/grader/etc/ceph" "$here/grader/usr/lib/springboard"
cp "$here/final.conf" "$here/grader/etc/ceph/ceph.conf"
entity "$here/grader/etc/ceph/ceph.client.grader.keyring" client.grader "$grader_key"
chmod 0600 "$here/grader/etc/ceph/ceph.client.grader.keyring"
cp "$here/golden.json" "$here/grader/usr/lib/springboard/golden.json"
chmod 0644 "$here/grader/usr/lib/springboard/golden.json" "$here/grader/etc/ceph/ceph.conf"
tar -C "$here/grader" --owner=0 --group=0 -c . | zstd -q -o "$out/grader.tar.zst"
ls -l "$out"
