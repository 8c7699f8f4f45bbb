export OS_CLOUD=admin
in_project() { openstack --os-project-name "$PROJECT" "$@"; }
start_server() { # name, flavor, further arguments: starts one in the project and waits for its end, good or bad
  in_project server create --image tiny --flavor "$2" --network "$PROJECT" "${@:3}" "$1" -f value -c id
}
until_state() { # server, state
  local state
  for _ in {1..90}; do
    state=$(in_project server show "$1" -f value -c status)
    [[ $state == "$2" ]] && return 0
    sleep 1
  done
  echo "$1 is $state, not $2"
  return 1
}
