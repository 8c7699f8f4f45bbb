at_ceph <<END
ceph auth caps client.glance mon 'profile rbd' osd 'profile rbd pool=$NARROWED' mgr 'profile rbd pool=$NARROWED' 2>/dev/null
END
