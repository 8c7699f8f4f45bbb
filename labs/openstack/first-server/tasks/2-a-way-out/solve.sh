set -eu
as_person openstack network create inside >/dev/null
as_person openstack subnet create --network inside --subnet-range "$CIDR" inside >/dev/null
as_person openstack router create out --external-gateway public >/dev/null
as_person openstack router add subnet out inside
