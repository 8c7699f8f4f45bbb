set -eu
rabbitmqctl -q change_password openstack "$(url_password /etc/nova/nova.conf)"
