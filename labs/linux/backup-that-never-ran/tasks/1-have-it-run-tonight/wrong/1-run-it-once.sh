# Today's backup is there, and tomorrow's will not be.
systemctl start "backup-$APP.service"
