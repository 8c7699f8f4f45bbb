set -eu
openstack compute service set --disable --disable-reason "$REASON" controller nova-compute
start_server "$FAILED" m1.nano >/dev/null
until_state "$FAILED" ERROR
