# The profile says three shards now. The pool has four.
ceph osd erasure-code-profile set "$ARCHIVE" k=2 m=1 crush-failure-domain=host --force --yes-i-really-mean-it 2>&1
