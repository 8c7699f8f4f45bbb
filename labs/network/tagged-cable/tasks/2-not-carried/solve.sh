set -eu
for node in r1 r2; do switch "$VLAN,$OTHER" | at "$node"; done
