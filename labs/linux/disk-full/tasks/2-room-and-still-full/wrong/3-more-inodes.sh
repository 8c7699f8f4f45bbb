# More inodes, and what was on the disk is gone.
systemctl stop "$APP.service"
umount "$root"
mount -t tmpfs -o size=48m,nr_inodes=20000 "$APP-disk" "$root"
mkdir -p "$root/orders" "$root/log" "$root/sessions"
systemctl start "$APP.service"
