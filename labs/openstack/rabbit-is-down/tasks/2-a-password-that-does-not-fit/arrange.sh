set -eu
wait_for_queue
rabbitmqctl -q change_password openstack "$ROTATED"
rabbitmqctl -q close_all_connections 'password rotation' || true
