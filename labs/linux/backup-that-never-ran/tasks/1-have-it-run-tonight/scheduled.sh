# A cron job is as right as the timer, where a cron is there to run it.
if systemctl is-active --quiet cron && grep -rqs "backup-$APP" /etc/crontab /etc/cron.d /var/spool/cron/crontabs; then pass; fi
state=$(systemctl show --property ActiveState --value "backup-$APP.timer")
[[ $state == active ]] || not_yet "backup-$APP.timer is $state, so it waits for nothing: systemctl list-timers --all"
next=$(systemctl show --property NextElapseUSecRealtime --value "backup-$APP.timer")
[[ -n $next ]] || not_yet "backup-$APP.timer is active, but has no next time. Does its OnCalendar name one?"
pass "It runs next at $next."
