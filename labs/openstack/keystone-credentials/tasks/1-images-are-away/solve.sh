set -eu
openstack user set --password labpass "$SERVICE"
