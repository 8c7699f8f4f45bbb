set -eu
openstack flavor unset --property "trait:$TRAIT" "$FLAVOR"
start_server special "$FLAVOR" --wait >/dev/null
