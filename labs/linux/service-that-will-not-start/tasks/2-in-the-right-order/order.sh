data=$APP-data.service
after=$(systemctl show --property After --value "$APP.service")
[[ " $after " == *" $data "* ]] || not_yet "Nothing says that $APP.service comes after $data: systemctl show $APP -p After"
