set -eu
systemctl enable --now "$APP.service" 2>&1
