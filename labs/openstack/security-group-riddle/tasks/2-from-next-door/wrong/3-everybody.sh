set -eu
in_project security group rule create --protocol tcp --dst-port 80 store >/dev/null
