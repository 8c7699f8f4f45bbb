set -eu
openstack quota set --networks -1 --subnets -1 "$PROJECT"
in_project "$PROJECT" network create third >/dev/null
