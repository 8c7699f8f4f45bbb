rabbitmqctl -q -t 8 status >/dev/null 2>&1 || not_yet "RabbitMQ does not run."
rabbitmqctl -q authenticate_user openstack "$(url_password /etc/nova/nova.conf)" >/dev/null 2>&1 || not_yet "This counts once the user openstack is let in."
tags=$(rabbitmqctl -q list_users --formatter json | jq -r '.[] | select(.user == "openstack") | .tags | join(",")')
[[ -z $tags ]] || not_yet "The user openstack is $tags now. It needs to send and receive messages, nothing more."
rabbitmqctl -q list_user_permissions openstack --formatter json | jq -e 'length == 1 and .[0].configure == ".*" and .[0].write == ".*" and .[0].read == ".*"' >/dev/null ||
  not_yet "The user openstack may no longer do what it has to: rabbitmqctl list_user_permissions openstack"
