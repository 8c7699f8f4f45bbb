# One port of one switch carries another number. In the database of Open vSwitch, so it is there after a boot as well.
set -eu
for node in r1 r2; do
  { switch "$VLAN,$OTHER"; [[ $node != "$GUILTY" ]] || echo "ovs-vsctl --timeout=10 set port lan2 trunks=$TYPO,$OTHER"; echo 'ovs-appctl fdb/flush br0'; } | at "$node"
done
