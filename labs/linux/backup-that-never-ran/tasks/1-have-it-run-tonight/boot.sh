if systemctl is-enabled --quiet cron 2>/dev/null && grep -rqs "backup-$APP" /etc/crontab /etc/cron.d /var/spool/cron/crontabs; then pass; fi
state=$(systemctl is-enabled "backup-$APP.timer" 2>/dev/null)
[[ $state == enabled ]] || not_yet "backup-$APP.timer is ${state:-not there}: after the next reboot we are where we were this morning."
pass
