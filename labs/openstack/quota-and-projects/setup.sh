set -eu
for name in "$PROJECT" "$OTHER"; do
  openstack project create "$name" >/dev/null
  openstack role add --project "$name" --user admin admin
done
openstack quota set --networks 2 --subnets 2 "$PROJECT"
in_project "$PROJECT" network create first >/dev/null
in_project "$PROJECT" network create second >/dev/null
