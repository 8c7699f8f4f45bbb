wait_until() { # what, command...
  local what=$1; shift
  for _ in $(seq 240); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.25
  done
  echo "gave up waiting: $what"
  ceph -s
  ceph osd df
  exit 1
}
no_osd_full() { ceph osd dump -f json | jq -e '[.osds[] | select(.state | index("full"))] == []'; }
scratch() { rados -p "$TENANT" ls | grep '^scratch-'; }
# What the first task wants to have noted, by whoever looks before they act.
note_it() {
  ceph config-key set full/osd "$(ceph osd dump -f json | jq '[.osds[] | select(.state | index("full")) | .osd][0]')" 2>&1
  ceph config-key set full/ratio "$(ceph osd dump -f json | jq '.full_ratio * 1000 | round / 1000')" 2>&1
}
