set -eu
provider=$(openstack resource provider list -f value -c uuid | head -n 1)
mapfile -t traits < <(openstack --os-placement-api-version 1.6 resource provider trait list "$provider" -f value -c name)
openstack --os-placement-api-version 1.6 resource provider trait set "${traits[@]/#/--trait=}" --trait="$TRAIT" "$provider" >/dev/null
start_server special "$FLAVOR" --wait >/dev/null
until_state special ACTIVE
