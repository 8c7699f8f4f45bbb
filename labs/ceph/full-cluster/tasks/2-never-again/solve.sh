set -eu
ceph osd pool set-quota "$TENANT" max_bytes $((QUOTA * 1024 * 1024)) 2>&1
