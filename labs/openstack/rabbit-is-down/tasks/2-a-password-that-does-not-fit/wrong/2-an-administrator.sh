set -eu
rabbitmqctl -q change_password openstack "$(url_password /etc/nova/nova.conf)"
rabbitmqctl -q set_user_tags openstack administrator
