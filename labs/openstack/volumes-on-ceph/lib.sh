export OS_CLOUD=admin
at_controller() { ssh -o BatchMode=yes controller bash -eu -s; }
at_ceph() { ssh -o BatchMode=yes ceph1 bash -eu -s; }
in_project() { openstack --os-project-name "$PROJECT" "$@"; }
until_state() { # volume, state
  local state
  for _ in {1..60}; do
    state=$(in_project volume show "$1" -f value -c status)
    [[ $state == "$2" ]] && return 0
    sleep 1
  done
  echo "$1 is $state, not $2"
  return 1
}
id_of() { in_project volume show "$1" -f value -c id; }
KEYRING=/etc/ceph/ceph.client.cinder.keyring
