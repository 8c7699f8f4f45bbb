rabbitmqctl -q -t 8 status >/dev/null 2>&1 || not_yet "RabbitMQ does not run."
for file in /etc/nova/nova.conf /etc/neutron/neutron.conf /etc/cinder/cinder.conf; do
  password=$(url_password "$file")
  user=$(sed -nE 's#^transport_url *= *rabbit://([^:]*):.*#\1#p' "$file" | tail -n 1)
  [[ $user == openstack ]] || not_yet "$file signs in as ${user:-nobody}; the services' user is openstack."
  rabbitmqctl -q authenticate_user openstack "$password" >/dev/null 2>&1 || not_yet "RabbitMQ refuses the password in $file."
done
