set -eu
inside=$(in_project server show app -f json | jq -r '.addresses[] | .[0]')
in_project security group rule create --protocol tcp --dst-port 80 --remote-ip "$inside/32" store >/dev/null
