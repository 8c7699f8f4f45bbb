# A larger disk has room, and what was on the other one is gone.
systemctl stop "$APP.service"
umount "$root"
mount -t tmpfs -o size=96m "$APP-disk" "$root"
mkdir -p "$root/orders" "$root/log" "$root/sessions"
systemctl start "$APP.service"
