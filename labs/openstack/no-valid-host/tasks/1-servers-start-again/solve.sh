set -eu
openstack compute service set --enable controller nova-compute
start_server again m1.nano --wait >/dev/null
until_state again ACTIVE
in_project server delete --wait "$FAILED"
