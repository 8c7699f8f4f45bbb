state=$(systemctl is-enabled "$APP.service" 2>/dev/null)
[[ $state == enabled ]] || not_yet "$APP is ${state:-not there}: it would not start at the next boot."
pass
