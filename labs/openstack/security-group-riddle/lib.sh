export OS_CLOUD=admin
in_project() { openstack --os-project-name "$PROJECT" "$@"; }
