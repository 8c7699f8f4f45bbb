systemctl start "backup-$APP.timer" "backup-$APP.service"
