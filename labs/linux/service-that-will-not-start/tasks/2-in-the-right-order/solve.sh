set -eu
mkdir -p "/etc/systemd/system/$APP.service.d"
printf '[Unit]\nRequires=%s-data.service\nAfter=%s-data.service\n' "$APP" "$APP" >"/etc/systemd/system/$APP.service.d/data.conf"
systemctl daemon-reload
systemctl restart "$APP.service"
answers
