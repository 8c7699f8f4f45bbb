state=$(systemctl show --property ActiveState --value "$APP.service")
[[ $state == active ]] || not_yet "$APP is $state: systemctl status $APP"
pass
