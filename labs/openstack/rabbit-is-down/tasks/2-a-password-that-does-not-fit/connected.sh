names=$(rabbitmqctl -q -t 8 list_connections client_properties --formatter json 2>/dev/null |
  jq -r '.[].client_properties[] | select(.[0] == "connection_name") | .[2]' | cut -d: -f1 | sort -u) || not_yet "RabbitMQ does not run."
missing=()
for service in nova-conductor nova-scheduler nova-compute cinder-scheduler cinder-volume; do
  grep -q "$service" <<<"$names" || missing+=("$service")
done
((${#missing[@]} == 0)) || not_yet "Not connected to the queue yet: ${missing[*]}."
