# A unit whose working directory is missing; not running, not enabled. Also after somebody has mended it.
set -eu
systemctl disable --now --quiet "$SITE.service" 2>/dev/null || true
# Whatever else was started on the port goes as well.
fuser --silent --kill --namespace tcp "$SITE_PORT" || true
rm -rf "/srv/$SITE"
rm -rf "/etc/systemd/system/$SITE.service.d"
cat >"/etc/systemd/system/$SITE.service" <<UNIT
[Unit]
Description=The web site $SITE
After=network.target

[Service]
WorkingDirectory=/srv/$SITE
ExecStart=/usr/bin/python3 -m http.server --bind 127.0.0.1 $SITE_PORT

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl reset-failed "$SITE.service" 2>/dev/null || true
