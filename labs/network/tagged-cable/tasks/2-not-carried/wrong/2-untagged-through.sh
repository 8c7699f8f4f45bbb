# Takes the number off on the way into the cable, and nobody at the other end puts it back.
set -eu
at "$GUILTY" <<<"ovs-vsctl --timeout=10 clear port lan2 trunks -- set port lan2 vlan_mode=access tag=$VLAN"
