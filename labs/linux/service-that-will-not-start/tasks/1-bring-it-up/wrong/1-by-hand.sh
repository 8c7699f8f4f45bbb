# It answers, until the terminal is closed or the host restarts.
systemctl stop "$APP-old.service" "$APP.service" 2>/dev/null || true
setsid python3 "/opt/$APP/serve.py" "$config" >/dev/null 2>&1 </dev/null &
for _ in {1..50}; do [[ -n $(ss -Hltn "sport = :$PORT") ]] && exit 0; sleep 0.1; done
