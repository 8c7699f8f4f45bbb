set -eu
openstack image save --file "$RAW" tiny
qemu-img convert -O qcow2 "$RAW" "/root/$OLD.qcow2"
upload "$OLD" qcow2 "/root/$OLD.qcow2"
