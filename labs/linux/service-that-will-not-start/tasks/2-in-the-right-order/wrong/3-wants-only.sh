# Both start, at the same time: it works on the day on which the data are quick.
mkdir -p "/etc/systemd/system/$APP.service.d"
printf '[Unit]\nWants=%s-data.service\n' "$APP" >"/etc/systemd/system/$APP.service.d/data.conf"
systemctl daemon-reload
systemctl start "$APP-data.service"
systemctl restart "$APP.service"
answers
