set -eu
sed -i "/^$TYPO/d" /etc/rabbitmq/rabbitmq.conf
systemctl restart rabbitmq-server
wait_for_queue
