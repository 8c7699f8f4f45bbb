set -eu
openstack floating ip list --project "$OTHER" -f value -c ID | xargs openstack floating ip delete
in_project "$PROJECT" floating ip create public >/dev/null
