# A third of the room comes back, and with it the risk that three copies were bought against.
note_it
ceph osd pool set "$TENANT" size 2 2>&1
