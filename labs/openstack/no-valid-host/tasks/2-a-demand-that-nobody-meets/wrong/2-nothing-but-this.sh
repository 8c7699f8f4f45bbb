set -eu
provider=$(openstack resource provider list -f value -c uuid | head -n 1)
openstack --os-placement-api-version 1.6 resource provider trait set --trait="$TRAIT" "$provider" >/dev/null
