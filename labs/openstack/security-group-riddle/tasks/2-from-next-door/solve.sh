set -eu
in_project security group rule list store --protocol tcp -f value -c ID | xargs openstack --os-project-name "$PROJECT" security group rule delete
in_project security group rule create --protocol tcp --dst-port 80 --remote-group app store >/dev/null
