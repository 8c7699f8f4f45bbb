# The cable as an access port, too: the number never leaves the host.
set -eu
for node in host1 host2; do
  { access "$VLAN"; echo "ovs-vsctl --timeout=10 set port lan1 tag=$VLAN"; } | at "$node"
done
