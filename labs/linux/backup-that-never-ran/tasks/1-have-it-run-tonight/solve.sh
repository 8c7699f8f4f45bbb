set -eu
systemctl enable --now "backup-$APP.timer" 2>&1
systemctl start "backup-$APP.service"
