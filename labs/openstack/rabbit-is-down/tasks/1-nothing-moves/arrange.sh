set -eu
case $TYPO in
  vm_memory*) sed -i "s/^vm_memory_high_watermark.absolute/$TYPO/" /etc/rabbitmq/rabbitmq.conf ;;
  disk*) sed -i "s/^disk_free_limit.absolute/$TYPO/" /etc/rabbitmq/rabbitmq.conf ;;
  *) sed -i "s/^collect_statistics_interval/$TYPO/" /etc/rabbitmq/rabbitmq.conf ;;
esac
timeout 60 systemctl restart rabbitmq-server && exit 1
systemctl stop rabbitmq-server
