# Shared by this lab's bash scripts.
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
osds_up() { ceph -s -f json | jq -e '.osdmap.num_up_osds == 6'; }
all_clean() {
  ceph -s -f json | jq -e '.osdmap.num_up_osds == 6 and .health.status == "HEALTH_OK"
    and ([.pgmap.pgs_by_state[].state_name] == ["active+clean"])'
}
