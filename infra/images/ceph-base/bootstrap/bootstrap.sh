#!/bin/bash
# Makes a cluster once, on one builder instance that has the addresses of all its hosts, and leaves its state in $1: an
# archive per host and client, and one for the grader. What the cluster consists of is in the image's own layout.sh.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")") out=$1
. "$here/layout.sh"
fsid=$(cat /proc/sys/kernel/random/uuid)
all_osds=$(for host in "${hosts[@]}"; do echo "${osds[$host]}"; done | xargs)
pool_size=3
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
units() { # kind, ids...
  local kind=$1; shift
  printf "ceph-$kind@%s " "$@"
}

echo "addresses, keys and monitor map"
for host in "${hosts[@]}"; do ip address add "${address[$host]}/24" dev eth0 2>/dev/null || true; done
mons=$(for host in "${hosts[@]}"; do echo "[v2:${address[$host]}:3300,v1:${address[$host]}:6789]"; done | paste -sd,)
sed -e "s/@FSID@/$fsid/" -e "s/@HOSTS@/$(IFS=,; echo "${hosts[*]}")/" -e "s/@MONS@/$mons/" "$here/ceph.conf" >"$here/final.conf"
cat "$here/settings.conf" "$here"/settings-*.conf >"$here/all-settings.conf" 2>/dev/null || true
cat "$here/final.conf" "$here"/first-start*.conf "$here/all-settings.conf" >/etc/ceph/ceph.conf

keyring=$here/mon.keyring
entity() { # keyring file, name, key, caps...
  local file=$1 name=$2 key=$3; shift 3
  { printf '[%s]\n\tkey = %s\n' "$name" "$key"; for cap in "$@"; do printf '\tcaps %s\n' "$cap"; done; } >>"$file"
}
all=('mds = "allow *"' 'mgr = "allow *"' 'mon = "allow *"' 'osd = "allow *"')
admin_key=$(new_key) grader_key=$(new_key)
entity "$keyring" mon. "$(new_key)" 'mon = "allow *"'
entity "$keyring" client.admin "$admin_key" "${all[@]}"
# Reads everything, asks OSDs (`ceph pg query` needs all of osd), writes test objects; cannot change the cluster.
entity "$keyring" client.grader "$grader_key" 'mds = "allow r"' 'mgr = "allow r"' 'mon = "allow rx, allow service config-key r"' 'osd = "allow *"'
entity /etc/ceph/ceph.client.admin.keyring client.admin "$admin_key" "${all[@]}"
declare -A client_key uuid
for client in "${!clients[@]}"; do
  client_key[$client]=$(new_key)
  # Uses pools (objects and RBD images) and sees the cluster's state; makes and changes no pools.
  entity "$keyring" "client.${clients[$client]}" "${client_key[$client]}" 'mgr = "profile rbd"' 'mon = "profile rbd"' 'osd = "profile rbd"'
done
monmap=()
for host in "${hosts[@]}"; do
  monmap+=(--addv "$host" "[v2:${address[$host]}:3300,v1:${address[$host]}:6789]")
  key=$(new_key)
  install -d -o ceph -g ceph "/var/lib/ceph/mgr/ceph-$host" "/var/lib/ceph/mon/ceph-$host"
  entity "/var/lib/ceph/mgr/ceph-$host/keyring" "mgr.$host" "$key"
  entity "$keyring" "mgr.$host" "$key" 'mds = "allow *"' 'mon = "allow profile mgr"' 'osd = "allow *"'
  for id in ${osds[$host]}; do
    uuid[$id]=$(cat /proc/sys/kernel/random/uuid) key=$(new_key) dir=/var/lib/ceph/osd/ceph-$id
    install -d -o ceph -g ceph "$dir"
    entity "$dir/keyring" "osd.$id" "$key"
    entity "$keyring" "osd.$id" "$key" 'mgr = "allow profile osd"' 'mon = "allow profile osd"' 'osd = "allow *"'
  done
done
monmaptool --create "${monmap[@]}" --fsid "$fsid" --set-min-mon-release reef "$here/monmap"
chown -R ceph:ceph /var/lib/ceph /etc/ceph "$here"
chmod 0600 /etc/ceph/*.keyring /var/lib/ceph/*/*/keyring

echo "monitor and OSD stores"
for host in "${hosts[@]}"; do
  "${as_ceph[@]}" ceph-mon --mkfs -i "$host" --monmap "$here/monmap" --keyring "$keyring"
done
for id in $all_osds; do
  "${as_ceph[@]}" ceph-osd --no-mon-config -i "$id" --mkfs --osd-uuid "${uuid[$id]}" >"/tmp/mkfs.$id.log" 2>&1 || { cat "/tmp/mkfs.$id.log" >&2; exit 1; }
done

echo "first start"
systemctl start $(units mon "${hosts[@]}")
in_quorum() { [ "$(ceph --connect-timeout 2 quorum_status -f json | jq '.quorum | length')" = ${#hosts[@]} ]; }
wait_for "the monitors' quorum" 60 in_quorum
ceph config assimilate-conf -i "$here/all-settings.conf"
for host in "${hosts[@]}"; do
  for id in ${osds[$host]}; do
    ceph osd new "${uuid[$id]}" "$id"
    ceph osd crush create-or-move "osd.$id" 0.00195 root=default "host=$host"
    ceph osd crush set-device-class ssd "osd.$id"
  done
done
# From here on with the configuration that the image keeps.
install -o ceph -g ceph -m 0644 "$here/final.conf" /etc/ceph/ceph.conf
systemctl restart $(units mon "${hosts[@]}")
systemctl start "ceph-mgr@${hosts[0]}" $(units osd $all_osds)
osds_up() { [ "$(ceph osd stat -f json | jq .num_up_osds)" = "$1" ]; }
count=$(wc -w <<<"$all_osds")
wait_for "$count OSDs up" 60 osds_up "$count"
manager() { ceph -s -f json | jq -e .mgrmap.available; }
wait_for "the manager" 60 manager

echo "default pool"
ceph osd pool create rbd 8 8 replicated --size "$pool_size"
ceph osd pool application enable rbd rbd
is_ok() { ceph -s -f json | jq -e '.health.status == "HEALTH_OK" and .pgmap.num_pgs > 8 and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])'; }
wait_for "HEALTH_OK" 90 is_ok
ceph -s
for i in 1 2 3; do sleep 1; is_ok >/dev/null; done
head -c 65536 /dev/urandom >/tmp/object
rados -p rbd put bootstrap /tmp/object
rados -p rbd get bootstrap - | cmp - /tmp/object
rados -p rbd rm bootstrap
if declare -F more_content >/dev/null; then
  more_content
  wait_for "HEALTH_OK with what was added" 60 is_ok
fi

echo "clean stop"
# Manager first, then `mgr fail`: without it no manager takes over for half a minute after launch.
manager_gid=$(ceph mgr dump -f json | jq .active_gid)
systemctl stop "ceph-mgr@${hosts[0]}"
no_manager() { ceph mgr fail; [ "$(ceph mgr dump -f json | jq .active_gid)" = 0 ]; }
wait_for "no manager is active" 60 no_manager
systemctl stop $(units osd $all_osds)
# The last one's word that it goes may be lost with it.
no_osds() { ceph osd down $all_osds && osds_up 0; }
wait_for "0 OSDs up" 60 no_osds
ceph osd dump -f json | jq --argjson gid "$manager_gid" '{osds: (.osds | length), epoch, managerGid: $gid, fsid}' >"$here/golden.json"
systemctl stop $(units mon "${hosts[@]}")

echo "archives"
cat "$here/golden.json"
enable() { # tree, kind, ids...
  local folder=$1/etc/systemd/system/ceph-$2.target.wants kind=$2; shift 2
  install -d "$folder"
  for id; do ln -s "/usr/lib/systemd/system/ceph-$kind@.service" "$folder/ceph-$kind@$id.service"; done
}
for host in "${hosts[@]}"; do
  tree=$here/tree/$host stores=("var/lib/ceph/mon/ceph-$host" "var/lib/ceph/mgr/ceph-$host")
  for id in ${osds[$host]}; do stores+=("var/lib/ceph/osd/ceph-$id"); done
  enable "$tree" mon "$host"
  enable "$tree" mgr "$host"
  enable "$tree" osd ${osds[$host]}
  chown -R root:root "$tree"
  tar -Sc -C / etc/ceph "${stores[@]}" -C "$tree" etc/systemd/system | zstd -q -19 -o "$out/$host.tar.zst"
done
for client in "${!clients[@]}"; do
  tree=$here/tree/$client id=${clients[$client]}
  install -d "$tree/etc/ceph"
  install -m 0644 "$here/final.conf" "$tree/etc/ceph/ceph.conf"
  entity "$tree/etc/ceph/ceph.client.$id.keyring" "client.$id" "${client_key[$client]}"
  chmod 0600 "$tree/etc/ceph/ceph.client.$id.keyring"
  # So that `ceph`, `rados` and `rbd` at a prompt are this client.
  printf 'CEPH_ARGS="--id %s"\n' "$id" >"$tree/etc/environment"
  tar -C "$tree" --owner=0 --group=0 -c etc | zstd -q -o "$out/$client.tar.zst"
done
tree=$here/tree/grader
install -d "$tree/etc/ceph" "$tree/usr/lib/springboard" "$tree/usr/local/bin"
install -m 0644 "$here/final.conf" "$tree/etc/ceph/ceph.conf"
entity "$tree/etc/ceph/ceph.client.grader.keyring" client.grader "$grader_key"
chmod 0600 "$tree/etc/ceph/ceph.client.grader.keyring"
install -m 0644 "$here/golden.json" "$tree/usr/lib/springboard/golden.json"
install -m 0755 "$here/ceph-ready" "$tree/usr/lib/springboard/ceph-ready"
install -m 0755 "$here/ceph-as-grader" "$tree/usr/local/bin/ceph"
for program in rados rbd; do ln -s ceph "$tree/usr/local/bin/$program"; done
tar -C "$tree" --owner=0 --group=0 -c . | zstd -q -o "$out/grader.tar.zst"
ls -l "$out"
