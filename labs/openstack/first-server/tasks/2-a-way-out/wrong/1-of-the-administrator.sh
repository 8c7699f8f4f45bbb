set -eu
openstack network create inside >/dev/null
openstack subnet create --network inside --subnet-range "$CIDR" inside >/dev/null
openstack router create out --external-gateway public >/dev/null
openstack router add subnet out inside
