# The service as it is meant to be, and its pieces.
config=/etc/$APP/config.json

write_unit() { # user
  cat >"/etc/systemd/system/$APP.service" <<UNIT
[Unit]
Description=Stock of the warehouse
StartLimitIntervalSec=0

[Service]
User=$1
ExecStart=/usr/bin/python3 /opt/$APP/serve.py $config

[Install]
WantedBy=multi-user.target
UNIT
}

write_config() { # port
  install -d "/etc/$APP"
  printf '{ "port": %s, "records": "/srv/%s/records.csv" }\n' "$1" "$APP" >"$config"
  chown "root:$APP" "$config"
  chmod 0640 "$config"
}

records() { # what is in them follows from the seed
  local i
  for i in 1 2 3 4 5 6 7 8; do printf '%s;%s\n' "$i" "$(printf '%s %s' "$SPRINGBOARD_SEED" "$i" | sha256sum | cut -c1-12)"; done
}

# Nothing of a learner's is left: drop-ins, masks, programs started by hand.
as_installed() {
  systemctl unmask --quiet "$APP.service" "$APP-data.service" "$APP-old.service" 2>/dev/null || true
  systemctl disable --now --quiet "$APP.service" "$APP-data.service" "$APP-old.service" 2>/dev/null || true
  rm -rf "/etc/systemd/system/$APP.service.d" "/etc/systemd/system/$APP-data.service.d" "/etc/systemd/system/$APP-data.service" \
    "/etc/systemd/system/$APP-old.service" "/run/$APP"
  fuser --silent --kill --namespace tcp "$PORT" || true
}

answers() { # whether the service answers within some seconds
  local i
  for i in {1..100}; do
    [[ $(curl --silent --max-time 2 "http://127.0.0.1:$PORT/") == "$APP: 8 records" ]] && return 0
    sleep 0.1
  done
  systemctl status "$APP.service" --no-pager
  return 1
}
