# What the service needs, and no word of it in its unit.
set -eu
as_installed
write_unit "$APP"
write_config "$PORT"
printf '{ "port": %s, "records": "/srv/%s/records.csv", "needs": "/run/%s/loaded" }\n' "$PORT" "$APP" "$APP" >"$config"
cat >"/etc/systemd/system/$APP-data.service" <<UNIT
[Unit]
Description=Data of the night for $APP

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'sleep 1; mkdir -p /run/$APP; touch /run/$APP/loaded'

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet "$APP.service"
systemctl start "$APP.service" 2>/dev/null || true
