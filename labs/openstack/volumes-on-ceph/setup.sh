set -eu
openstack project create "$PROJECT" >/dev/null
openstack role add --project "$PROJECT" --user admin admin
# Something to recognise: an image's data, and a snapshot of them.
in_project volume create --image tiny --size 1 "$VOLUME" >/dev/null
until_state "$VOLUME" available
in_project volume snapshot create --volume "$VOLUME" tuesday >/dev/null
