# Out of the way of what is there, and of everybody who asks.
write_config "$((PORT + 1))"
write_unit "$APP"
systemctl daemon-reload
systemctl restart "$APP.service"
for _ in {1..50}; do [[ -n $(ss -Hltn "sport = :$((PORT + 1))") ]] && exit 0; sleep 0.1; done
