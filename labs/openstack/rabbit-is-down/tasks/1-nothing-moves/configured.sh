systemctl is-active --quiet rabbitmq-server || not_yet "rabbitmq-server does not run as a service."
systemctl is-enabled --quiet rabbitmq-server || not_yet "rabbitmq-server runs, and would not after a boot: it is disabled."
for line in 'vm_memory_high_watermark.absolute = 400MB' 'disk_free_limit.absolute = 100MB' 'collect_statistics_interval = 30000'; do
  grep -qF "$line" /etc/rabbitmq/rabbitmq.conf || not_yet "/etc/rabbitmq/rabbitmq.conf should say: $line"
done
