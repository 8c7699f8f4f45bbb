systemctl restart nova-conductor nova-scheduler cinder-scheduler --no-block
