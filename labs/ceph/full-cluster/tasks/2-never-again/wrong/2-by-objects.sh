# So many objects, of any size.
ceph osd pool set-quota "$TENANT" max_objects "$QUOTA" 2>&1
