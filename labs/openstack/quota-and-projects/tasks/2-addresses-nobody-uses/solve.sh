set -eu
openstack floating ip list --project "$OTHER" -f json | jq -r '.[] | select(.Port == null) | .ID' | xargs openstack floating ip delete
in_project "$PROJECT" floating ip create public >/dev/null
