# A fresh disk has room, and no orders.
systemctl restart "$APP.service"
rm -f "$root"/orders/*.order
