set -eu
sed -i -E 's/^vm_memory_high_watermark[^ ]*/vm_memory_high_watermark.absolute/; s/^disk_free_limit[^ ]*/disk_free_limit.absolute/; s/^collect_statistics?_interval/collect_statistics_interval/' /etc/rabbitmq/rabbitmq.conf
systemctl restart rabbitmq-server
wait_for_queue
