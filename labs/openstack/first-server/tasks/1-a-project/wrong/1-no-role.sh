set -eu
openstack project create "$PROJECT" >/dev/null
openstack user create --project "$PROJECT" --password "$PASSWORD" "$PERSON" >/dev/null
