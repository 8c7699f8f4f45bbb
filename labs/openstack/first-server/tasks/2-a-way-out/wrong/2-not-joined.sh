set -eu
as_person openstack network create inside >/dev/null
as_person openstack subnet create --network inside --subnet-range "10.$NET.1.0/24" inside >/dev/null
as_person openstack router create out --external-gateway public >/dev/null
