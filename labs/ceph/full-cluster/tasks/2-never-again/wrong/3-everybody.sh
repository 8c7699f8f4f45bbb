# The same rule for all is simple, and holds back the one that was to be protected.
for pool in "$TENANT" "$APP"; do ceph osd pool set-quota "$pool" max_bytes $((QUOTA * 1024 * 1024)) 2>&1; done
