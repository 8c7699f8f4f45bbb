state=$(systemctl show --property ActiveState --value "$APP.service")
if [[ $state != active ]]; then
  not_yet "$APP.service is $state ($(systemctl show --property Result --value "$APP.service")). journalctl -u $APP -n 20 says why."
fi
pid=$(systemctl show --property MainPID --value "$APP.service")
owner=$(ss -Hltnp "sport = :$PORT")
[[ -n $owner ]] || not_yet "$APP.service runs, but nothing listens on port $PORT yet."
[[ $owner == *"pid=$pid,"* ]] || not_yet "Something else than $APP.service listens on port $PORT: ss -ltnp 'sport = :$PORT'"
said=$(curl --silent --max-time 3 "http://127.0.0.1:$PORT/" | tr -cd '[:print:]' | head -c 100)
[[ $said == "$APP: 8 records" ]] || not_yet "$APP.service answers \"$said\", not with its eight records."
