# Two services that listen: the one that task 1 asks about, and one that only looks like it.
set -eu

unit() { # name, port
  install -d "/opt/$1"
  echo "ok" >"/opt/$1/health"
  cat >"/etc/systemd/system/$1.service" <<UNIT
[Unit]
Description=$1

[Service]
WorkingDirectory=/opt/$1
EnvironmentFile=/etc/default/$1
ExecStart=/usr/bin/python3 -m http.server --bind 127.0.0.1 \$LISTEN
Restart=on-failure

[Install]
WantedBy=multi-user.target
UNIT
  echo "LISTEN=$2" >"/etc/default/$1"
}

unit "$SERVICE" "$PORT"
unit "metrics-${SERVICE#api-}" "$DECOY_PORT"
systemctl daemon-reload
systemctl enable --now "$SERVICE.service" "metrics-${SERVICE#api-}.service" 2>&1

# Ready means that there is something to find.
for port in "$PORT" "$DECOY_PORT"; do
  for _ in {1..100}; do
    [[ -n $(ss -Hltn "sport = :$port") ]] && continue 2
    sleep 0.05
  done
  echo "nothing listens on port $port"
  exit 1
done
