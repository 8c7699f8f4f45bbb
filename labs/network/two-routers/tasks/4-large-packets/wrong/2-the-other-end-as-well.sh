# Both ends agree now, so packets that may be cut pass: in pieces.
set -eu
for node in r1 r2; do
  at "$node" <<END
mkdir -p /etc/systemd/network/30-lan2.network.d
printf '[Link]\nMTUBytes=$SMALL_MTU\n' >/etc/systemd/network/30-lan2.network.d/mtu.conf
networkctl reload
ip link set lan2 mtu $SMALL_MTU
END
done
