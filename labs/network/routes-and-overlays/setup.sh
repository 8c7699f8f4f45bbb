# Addresses on the two outer cables, and the hosts' default routes. The routers get their routes in the first task.
set -eu

address() { # node, address, gateway or nothing: networkd configuration of lan1
  at "$1" <<END
mkdir -p /etc/systemd/network/30-lan1.network.d
cat >/etc/systemd/network/30-lan1.network.d/address.conf <<'CONF'
[Network]
Address=$2/24
${3:+Gateway=$3}
CONF
networkctl reload
for _ in {1..100}; do
  [[ -n \$(ip -4 -br address show dev lan1 to $2) ]] && exit 0
  sleep 0.05
done
echo "lan1 of $1 has no address $2"
exit 1
END
}

pids=()
address host1 "$HOST1" "$GATEWAY1" & pids+=($!)
address r1 "$GATEWAY1" "" & pids+=($!)
address r2 "$GATEWAY2" "" & pids+=($!)
address host2 "$HOST2" "$GATEWAY2" & pids+=($!)
for pid in "${pids[@]}"; do wait "$pid"; done
ping -q -c 1 -i 0.2 -w 5 "$GATEWAY1" >/dev/null
