set -eu
openstack project create "$PROJECT" >/dev/null
openstack user create --password "$PASSWORD" backup-robot >/dev/null
openstack role add --project "$PROJECT" --user backup-robot member
openstack role add --project "$PROJECT" --user backup-robot reader
