systemctl restart "$APP.service"
for _ in {1..100}; do [[ -e /run/$APP.ready ]] && (($(df --output=avail -m "$root" | tail -n 1) >= 20)) && exit 0; sleep 0.1; done
exit 1
