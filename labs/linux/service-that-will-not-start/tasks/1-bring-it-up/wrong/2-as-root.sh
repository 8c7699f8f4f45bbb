# "Permission denied" mended with a hammer.
systemctl disable --now "$APP-old.service" 2>/dev/null || true
mkdir -p "/etc/systemd/system/$APP.service.d"
printf '[Service]\nUser=root\n' >"/etc/systemd/system/$APP.service.d/override.conf"
systemctl daemon-reload
systemctl restart "$APP.service"
answers
