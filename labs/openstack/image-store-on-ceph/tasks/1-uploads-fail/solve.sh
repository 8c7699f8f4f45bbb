set -eu
at_ceph <<'END'
ceph auth caps client.glance mon 'profile rbd' osd 'profile rbd pool=images' mgr 'profile rbd pool=images' 2>/dev/null
END
upload "$IMAGE" raw "$RAW"
