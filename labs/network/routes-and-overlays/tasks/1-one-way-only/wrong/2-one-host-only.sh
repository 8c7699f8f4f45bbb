# The two hosts of the ticket reach each other, and nobody else does.
set -eu
at r1 <<<"ip route replace $HOST2/32 via $R2 dev lan2; printf '[Route]\nDestination=%s/32\nGateway=%s\n' $HOST2 $R2 >/etc/systemd/network/30-lan2.network.d/host-route.conf"
at r2 <<<"ip route replace $HOST1/32 via $R1 dev lan2; printf '[Route]\nDestination=%s/32\nGateway=%s\n' $HOST1 $R1 >/etc/systemd/network/30-lan2.network.d/host-route.conf"
