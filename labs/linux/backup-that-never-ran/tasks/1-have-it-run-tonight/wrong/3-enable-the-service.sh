# The wrong one of the two units; systemd says so, and people overlook it.
systemctl enable "backup-$APP.service" 2>&1 || true
systemctl start "backup-$APP.service"
