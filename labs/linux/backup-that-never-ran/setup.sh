# The application's data, its backup job, and the one backup that was ever made.
set -eu
install -d "/srv/$APP" "/var/backups/$APP"
for number in 1 2 3; do echo "$SPRINGBOARD_SEED $number" | sha256sum >"/srv/$APP/$number.data"; done
cat >"/usr/local/bin/backup-$APP" <<SCRIPT
#!/bin/sh
# One archive a day of /srv/$APP.
exec tar -C /srv -czf "/var/backups/$APP/\$(date +%F).tar.gz" $APP
SCRIPT
chmod +x "/usr/local/bin/backup-$APP"
tar -C /srv -czf "/var/backups/$APP/$(date -d '9 days ago' +%F).tar.gz" "$APP"
touch -d '9 days ago' "/var/backups/$APP"/*.tar.gz
