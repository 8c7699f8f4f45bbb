# A service that somebody started by hand, as the reboot left it: installed, not running, not enabled.
set -eu
cat >"/etc/systemd/system/$APP.service" <<UNIT
[Unit]
Description=$APP

[Service]
ExecStart=/usr/bin/sleep infinity

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
