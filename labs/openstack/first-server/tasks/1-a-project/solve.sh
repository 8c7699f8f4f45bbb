set -eu
openstack project create "$PROJECT" >/dev/null
openstack user create --password "$PASSWORD" "$PERSON" >/dev/null
openstack role add --project "$PROJECT" --user "$PERSON" member
