set -eu
openstack user set --password "rotated-$PASSWORD" "$SERVICE"
# What it asked before is still good for a while, as far as it remembers.
at_controller <<END
systemctl restart memcached $UNIT
for _ in {1..100}; do
  curl -s -o /dev/null -m 2 http://controller:$([[ $SERVICE == glance ]] && echo 9292 || echo 8778)/ && exit 0
  sleep 0.3
done
exit 1
END
