# One end of the cable between the routers takes less than the other sends. In a file, so that it is there after a boot as well.
set -eu
at r1 <<'END' &
rm -f /etc/systemd/network/30-lan2.network.d/mtu.conf
networkctl reload
ip link set lan2 mtu 1500
END
at r2 <<'END'
rm -f /etc/systemd/network/30-lan2.network.d/mtu.conf
networkctl reload
ip link set lan2 mtu 1500
END
wait $!
at "$SMALL_ON" <<END
mkdir -p /etc/systemd/network/30-lan2.network.d
printf '# as on the old line\n[Link]\nMTUBytes=$SMALL_MTU\n' >/etc/systemd/network/30-lan2.network.d/mtu.conf
networkctl reload
for _ in {1..600}; do
  [[ \$(</sys/class/net/lan2/mtu) == $SMALL_MTU ]] && exit 0
  sleep 0.05
done
exit 1
END
