set -eu
as_person openstack security group create web >/dev/null
as_person openstack security group rule create --protocol any web >/dev/null
as_person openstack server create --image tiny --flavor m1.nano --network inside --security-group web --wait "$SERVER" >/dev/null
address=$(as_person openstack floating ip create public -f value -c floating_ip_address)
as_person openstack server add floating ip "$SERVER" "$address"
