# MB are not MiB.
ceph osd pool set-quota "$TENANT" max_bytes $((QUOTA * 1000 * 1000)) 2>&1
