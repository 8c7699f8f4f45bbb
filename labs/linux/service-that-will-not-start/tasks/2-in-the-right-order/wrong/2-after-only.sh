# The order is right, and nobody starts the other one.
mkdir -p "/etc/systemd/system/$APP.service.d"
printf '[Unit]\nAfter=%s-data.service\n' "$APP" >"/etc/systemd/system/$APP.service.d/data.conf"
systemctl daemon-reload
systemctl start "$APP-data.service"
systemctl restart "$APP.service"
answers
