set -eu
openstack project create "$PROJECT" >/dev/null
openstack role add --project "$PROJECT" --user admin admin
in_project network create "$PROJECT" >/dev/null
in_project subnet create --network "$PROJECT" --subnet-range 192.168.40.0/24 "$PROJECT" >/dev/null
