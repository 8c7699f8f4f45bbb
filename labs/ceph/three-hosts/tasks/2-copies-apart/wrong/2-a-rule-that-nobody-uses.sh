# A good rule, and no pool that has it.
ceph osd crush rule create-replicated apart default host
