set -eu
at "$GUILTY" <<<'ovs-vsctl --timeout=10 clear port lan2 trunks'
