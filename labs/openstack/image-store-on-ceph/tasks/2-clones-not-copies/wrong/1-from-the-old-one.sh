set -eu
openstack volume create --image "$OLD" --size 1 "$VOLUME" >/dev/null
