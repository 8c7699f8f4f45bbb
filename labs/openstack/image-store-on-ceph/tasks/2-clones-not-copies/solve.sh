set -eu
qemu-img convert -O raw "/root/$OLD.qcow2" "/root/$OLD.raw"
upload "$OLD-raw" raw "/root/$OLD.raw"
openstack volume create --image "$OLD-raw" --size 1 "$VOLUME" >/dev/null
