set -eu
access "$VLAN" | at host1
at host2 <<<'ovs-vsctl --timeout=10 --if-exists del-br br0'
