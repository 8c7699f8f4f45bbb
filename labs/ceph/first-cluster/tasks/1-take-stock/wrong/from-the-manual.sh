# Defaults from the manual, not looked up.
ceph config-key set inventory/osds 3
ceph config-key set inventory/pgs 128
ceph config-key set inventory/objects 0
ceph config-key set inventory/nearfull 0.85
