# A good rule, and no pool that has it.
ceph osd pool set "$ODD" size 3
ceph osd crush rule create-replicated apart default host
