set -eu
for node in host1 host2; do access "$VLAN" | at "$node"; done
