# Enabled, but the fault is still there.
systemctl enable "$SITE.service" 2>&1
systemctl start "$SITE.service" || true
