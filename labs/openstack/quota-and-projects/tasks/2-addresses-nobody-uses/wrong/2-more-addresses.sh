set -eu
openstack subnet set --no-allocation-pool --allocation-pool start=172.24.4.100,end=172.24.4.150 public-subnet
in_project "$PROJECT" floating ip create public >/dev/null
