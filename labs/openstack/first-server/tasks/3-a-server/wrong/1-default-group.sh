set -eu
[ -f ~/.ssh/id_ed25519 ] || ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/id_ed25519
as_person openstack keypair create --public-key ~/.ssh/id_ed25519.pub mine >/dev/null
as_person openstack server create --image tiny --flavor m1.nano --network inside --key-name mine --wait "$SERVER" >/dev/null
address=$(as_person openstack floating ip create public -f value -c floating_ip_address)
as_person openstack server add floating ip "$SERVER" "$address"
