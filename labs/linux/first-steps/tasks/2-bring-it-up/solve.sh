set -eu
mkdir -p "/srv/$SITE"
systemctl enable --now "$SITE.service" 2>&1
for _ in {1..50}; do
  curl --silent --output /dev/null "http://127.0.0.1:$SITE_PORT/" && exit 0
  sleep 0.1
done
exit 1
