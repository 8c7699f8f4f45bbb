set -eu
openstack project create "$PROJECT" >/dev/null
openstack role add --project "$PROJECT" --user admin admin
# Something to recognise: an image's data, and a snapshot of them.
in_project volume create --image tiny --size 1 "$VOLUME" >/dev/null
until_state "$VOLUME" available
in_project volume snapshot create --volume "$VOLUME" tuesday >/dev/null
# Cinder calls a snapshot that it was still making when it was started anew an error.
for _ in {1..60}; do
  [[ $(in_project volume snapshot show tuesday -f value -c status) == available ]] && exit 0
  sleep 1
done
echo "The snapshot tuesday does not become available"
exit 1
