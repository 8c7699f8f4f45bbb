# The port answers, but not by the service that was asked for.
mkdir -p /tmp/elsewhere
cd /tmp/elsewhere || exit
setsid timeout 60 python3 -m http.server --bind 127.0.0.1 "$SITE_PORT" >/dev/null 2>&1 &
for _ in {1..20}; do
  curl --silent --output /dev/null "http://127.0.0.1:$SITE_PORT/" && break
  sleep 0.1
done
systemctl enable "$SITE.service" 2>&1
