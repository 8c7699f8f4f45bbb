set -eu
sed -i -E "s#^(transport_url *= *rabbit://openstack:)[^@]*#\1$ROTATED#" /etc/nova/nova.conf
systemctl restart nova-conductor nova-scheduler --no-block
