# Read by bootstrap.sh of openstack-base: what differs between clouds that it makes.
more_state=(srv/.volumes)
guest_format=qcow2
before_cloud() { :; }
after_cloud() { :; }
