set -eu
in_project security group rule create --protocol tcp --dst-port 22 app >/dev/null
