state=$(systemctl show --property ActiveState --value "$APP.service")
[[ $state == active ]] || not_yet "$APP.service is $state: nobody can order."
free=$(df --output=avail -m "$root" | tail -n 1 | tr -d ' ')
((free >= 20)) || not_yet "It runs. This counts once there is room for what it writes."
