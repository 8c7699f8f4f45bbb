set -eu
for node in r1 r2; do
  at "$node" <<'END'
rm -f /etc/systemd/network/30-lan2.network.d/mtu.conf
networkctl reload
ip link set lan2 mtu 1500
END
done
for node in host1 host2; do
  at "$node" <<<'ip link set tenant mtu 1500; ip link set br-tenant mtu 1500'
done
