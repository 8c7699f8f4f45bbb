set -eu
upload "$OLD-raw" raw "/root/$OLD.qcow2" 2>/dev/null || true
openstack volume create --image "$OLD-raw" --size 1 "$VOLUME" >/dev/null 2>&1 || true
