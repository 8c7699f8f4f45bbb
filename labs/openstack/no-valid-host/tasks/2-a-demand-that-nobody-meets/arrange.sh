set -eu
openstack --os-placement-api-version 1.6 trait create "$TRAIT" 2>/dev/null || true
openstack flavor show "$FLAVOR" >/dev/null 2>&1 || openstack flavor create --ram 128 --disk 1 --vcpus 1 --property "trait:$TRAIT=required" "$FLAVOR" >/dev/null
