pid=$(systemctl show --property MainPID --value "$APP.service")
[[ -n $pid && $pid != 0 ]] || not_yet "$APP.service does not run, so it runs as nobody."
user=$(stat -c %U "/proc/$pid" 2>/dev/null) || not_yet "$APP.service has just ended."
[[ $user != root ]] || not_yet "$APP.service runs as root. What it could not do as $APP can be mended without that."
pass "It runs as $user."
