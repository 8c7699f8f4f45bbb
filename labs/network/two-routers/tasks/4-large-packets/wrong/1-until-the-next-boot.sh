set -eu
at "$SMALL_ON" <<<'ip link set lan2 mtu 1500'
