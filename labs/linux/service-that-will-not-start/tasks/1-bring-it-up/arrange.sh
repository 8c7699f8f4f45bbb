# One of three faults; each survives a boot.
set -eu
as_installed
write_config "$PORT"
write_unit "$APP"
case $FAULT in
  port)
    cat >"/etc/systemd/system/$APP-old.service" <<UNIT
[Unit]
Description=Stock of the warehouse, the version before
Before=$APP.service

[Service]
ExecStart=/usr/bin/python3 -m http.server --bind 127.0.0.1 --directory /opt/$APP $PORT

[Install]
WantedBy=multi-user.target
UNIT
    systemctl daemon-reload
    systemctl enable --now --quiet "$APP-old.service"
    for _ in {1..100}; do [[ -n $(ss -Hltn "sport = :$PORT") ]] && break; sleep 0.05; done
    ;;
  user) write_unit "${APP/stock-/stok-}" ;;
  file)
    chown root:root "$config"
    chmod 0600 "$config"
    ;;
esac
systemctl daemon-reload
systemctl enable --quiet "$APP.service"
systemctl start "$APP.service" 2>/dev/null || true
# It runs for a moment before it fails.
for _ in {1..100}; do systemctl is-active --quiet "$APP.service" || exit 0; sleep 0.05; done
echo "$APP.service runs in spite of its fault"
exit 1
