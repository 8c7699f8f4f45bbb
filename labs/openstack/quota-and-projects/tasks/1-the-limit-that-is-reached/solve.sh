set -eu
openstack quota set --networks "$WANTED" --subnets "$WANTED" "$PROJECT"
in_project "$PROJECT" network create third >/dev/null
