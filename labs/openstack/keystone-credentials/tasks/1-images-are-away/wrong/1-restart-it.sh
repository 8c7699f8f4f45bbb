at_controller <<<"systemctl restart $UNIT memcached"
