url_password() { sed -nE 's#^transport_url *= *rabbit://[^:]*:([^@]*)@.*#\1#p' "$1" | tail -n 1; }
wait_for_queue() {
  for _ in {1..120}; do
    rabbitmqctl -q -t 5 status >/dev/null 2>&1 && return 0
    sleep 0.5
  done
  echo 'RabbitMQ does not come up'
  return 1
}
