set -eu
at_ceph <<'END'
ceph auth caps client.glance mon 'allow *' osd 'allow *' mgr 'allow *' 2>/dev/null
END
upload "$IMAGE" raw "$RAW"
