data=$APP-data.service
enabled=$(systemctl is-enabled "$data" 2>/dev/null)
pulls=$(systemctl show --property Wants --property Requires --property BindsTo --property Requisite --property Upholds --value "$APP.service" | tr '\n' ' ')
[[ $(systemctl is-enabled "$APP.service" 2>/dev/null) == enabled ]] || not_yet "$APP.service itself is not enabled: a boot would start nothing."
[[ $enabled == enabled || " $pulls" == *" $data "* ]] || not_yet "A boot starts $APP.service and nothing that starts $data: it is ${enabled:-unknown}, and nobody wants it."
