set -eu
systemctl start "$APP.service"
