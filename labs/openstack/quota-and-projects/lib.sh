export OS_CLOUD=admin
in_project() { openstack --os-project-name "$1" "${@:2}"; }
