set -eu
in_project security group rule list app --protocol tcp -f value -c ID | xargs openstack --os-project-name "$PROJECT" security group rule delete
in_project security group rule create --protocol tcp --dst-port 22 --remote-ip 10.77.0.0/24 app >/dev/null
