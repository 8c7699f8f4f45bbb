# The warning that it is going out is silenced.
ceph osd set noout 2>&1
