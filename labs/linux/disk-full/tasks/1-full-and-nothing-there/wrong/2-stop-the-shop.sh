# The room is back, and nobody can order.
systemctl stop "$APP.service"
