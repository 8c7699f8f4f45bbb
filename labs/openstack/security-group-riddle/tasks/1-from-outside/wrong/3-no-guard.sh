set -eu
port=$(in_project port list --server app -f value -c ID)
in_project port set --no-security-group --disable-port-security "$port"
