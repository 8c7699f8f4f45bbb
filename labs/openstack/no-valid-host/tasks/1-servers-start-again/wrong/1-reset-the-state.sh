set -eu
openstack server set --state active "$(in_project server show "$FAILED" -f value -c id)"
