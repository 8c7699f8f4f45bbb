# Works until the next boot.
mkdir -p "/srv/$SITE"
systemctl start "$SITE.service"
