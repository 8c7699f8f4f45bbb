# The port is read from the running service, not from the params: whoever moved the service on purpose is right too.
file=/root/port

pid=$(systemctl show --property MainPID --value "$SERVICE.service")
[[ -n $pid && $pid != 0 ]] || not_yet "The service $SERVICE does not run, so it listens nowhere. Start it again: systemctl start $SERVICE"
ports=$(ss -Hltnp | awk -v pid="pid=$pid," 'index($0, pid) { n = split($4, part, ":"); print part[n] }' | sort -u)
[[ -n $ports ]] || not_yet "The service $SERVICE runs, but does not listen on any TCP port at the moment. Does systemctl status $SERVICE show an error?"

[[ -f $file ]] || not_yet "There is no file $file yet. Write the port's number into it."
[[ $(stat -c %s "$file") -le 64 ]] || not_yet "$file holds more than a number. The number alone is asked for."
answer=$(tr -d '[:space:]' <"$file" | tr -cd '[:print:]')
[[ -n $answer ]] || not_yet "$file is empty."
[[ $answer =~ ^[0-9]+$ ]] || not_yet "$file says \"$answer\"; the number alone is asked for."

if grep -qx -- "$answer" <<<"$ports"; then
  pass "$SERVICE listens on port $answer."
fi
if [[ -n $(ss -Hltn "sport = :$answer" 2>/dev/null) ]]; then
  not_yet "Something listens on port $answer, but it is not $SERVICE. Whose process is it?"
fi
not_yet "Nothing on this host listens on TCP port $answer."
