# Addresses follow from the params; the cable between the routers is 10.10.12.0/30 in every environment.
PREFIX1=172.20.$NET1.0/24 HOST1=172.20.$NET1.10 GATEWAY1=172.20.$NET1.1
PREFIX2=172.21.$NET2.0/24 HOST2=172.21.$NET2.10 GATEWAY2=172.21.$NET2.1
R1=10.10.12.1 R2=10.10.12.2

at() { # node: runs the script on standard input there, from host1
  ssh -o BatchMode=yes "$1" bash -eu -s
}

tunnel() { # the other host's address: ends the check unless this host has its end of the segment, and files that make it
  local found device bridge files dropins
  found=$(ip -d -j link show type vxlan | jq -c .)
  device=$(jq -r --argjson vni "$VNI" '.[] | select(.linkinfo.info_data.id == $vni) | .ifname' <<<"$found" | head -n 1)
  [[ -n $device ]] ||
    not_yet "$(hostname) has no VXLAN device with VNI $VNI. $(jq -r 'if length == 0 then "It has none at all." else "Those it has: " + (map("\(.ifname) with VNI \(.linkinfo.info_data.id)") | join(", ")) + "." end' <<<"$found")"
  bridge fdb show dev "$device" | grep -qE "^00:00:00:00:00:00 dst ${1//./\\.}( |$)" ||
    not_yet "$device of $(hostname) does not send to $1: bridge fdb show dev $device lists where it does."
  bridge=$(ip -j link show "$device" | jq -r '.[0].master // ""')
  [[ -n $bridge ]] || not_yet "$device of $(hostname) is no port of a bridge, so nothing from the instance gets into it."
  [[ $(ip -j link show lan2 | jq -r '.[0].master // ""') == "$bridge" ]] ||
    not_yet "$device of $(hostname) is a port of $bridge, and lan2, where the instance is plugged in, is not."
  grep -qsE "^[[:space:]]*VNI[[:space:]]*=[[:space:]]*${VNI}[[:space:]]*$" /etc/systemd/network/*.netdev ||
    not_yet "$(hostname) has its end of the tunnel now, but no .netdev file in /etc/systemd/network with VNI=$VNI: after a boot it would be gone."
  for port in "$device" lan2; do
    mapfile -t files < <(networkctl list --json=short | jq -r --arg port "$port" '.Interfaces[] | select(.Name == $port) | .NetworkFile // empty, (.NetworkFileDropins // [])[]')
    ((${#files[@]})) && grep -qsE "^[[:space:]]*Bridge[[:space:]]*=[[:space:]]*${bridge}[[:space:]]*$" "${files[@]}" ||
      not_yet "$port of $(hostname) is in $bridge now, but no file of networkd says so: after a boot it would not be. networkctl status $port lists the files that apply to it."
  done
}

segment() { # node, VNI, remote, ports that join the bridge: files of networkd, applied
  at "$1" <<END
cd /etc/systemd/network
for device in tenant br-tenant; do ip link delete \$device 2>/dev/null || true; done
mkdir -p 30-lan2.network.d
printf '[NetDev]\nName=br-tenant\nKind=bridge\n' >40-br-tenant.netdev
printf '[Match]\nName=br-tenant\n\n[Network]\nLinkLocalAddressing=no\nConfigureWithoutCarrier=yes\n' >40-br-tenant.network
printf '[NetDev]\nName=tenant\nKind=vxlan\n\n[VXLAN]\nVNI=$2\nRemote=$3\nDestinationPort=4789\nIndependent=yes\n' >40-tenant.netdev
printf '[Match]\nName=tenant\n\n[Network]\nLinkLocalAddressing=no\n' >40-tenant.network
rm -f 30-lan2.network.d/bridge.conf
for port in ${*:4}; do
  case \$port in
    lan2) printf '[Network]\nBridge=br-tenant\n' >30-lan2.network.d/bridge.conf ;;
    tenant) echo Bridge=br-tenant >>40-tenant.network ;;
  esac
done
# Not a reload: networkd may hear of the deletion after it, and take the new devices for those that went.
systemctl reset-failed systemd-networkd
systemctl restart systemd-networkd
# Started while links go, networkd now and then takes a bridge that it has made for one that it still waits for (seen: "configuring" for good).
for round in {1..600}; do
  ((round % 200)) || systemctl restart systemd-networkd
  joined=\$(bridge link show | grep -c 'master br-tenant' || true)
  [[ -d /sys/class/net/tenant && \$joined == $(($# - 3)) ]] && exit 0
  sleep 0.05
done
echo "the segment of $1 did not come up"
bridge link show
ip -brief link
networkctl list --no-pager
journalctl --unit systemd-networkd --unit systemd-udevd --lines 30 --no-pager
exit 1
END
}

route_file=/etc/systemd/network/30-lan2.network.d/route.conf

route() { # node, prefix, gateway: a static route of lan2, in a file of networkd and in force; without a gateway there is none
  at "$1" <<END
mkdir -p /etc/systemd/network/30-lan2.network.d
ip -4 route flush $2 2>/dev/null || true
ip -4 route show | awk '\$1 ~ /^172\\.2[01]\\./ && /lan2/ { print \$1 }' | xargs -r -n 1 ip route delete || true
if [[ -n "${3:-}" ]]; then
  printf '[Route]\nDestination=$2\nGateway=$3\nGatewayOnLink=yes\n' >$route_file
else
  rm -f $route_file
fi
systemctl reset-failed systemd-networkd
systemctl restart systemd-networkd
for _ in {1..300}; do
  [[ -z "${3:-}" || -n \$(ip -4 route show $2) ]] && exit 0
  sleep 0.05
done
echo "no route to $2 on $1"
exit 1
END
}

kept() { # prefix, gateway: ends the check unless this router has the route, and a file that makes it
  local found files
  found=$(ip -j -4 route get "${1%.*}.10" 2>/dev/null | jq -r '.[0] | "\(.gateway // "none") \(.dev)"')
  [[ $found == "$2 lan2" ]] || not_yet "$(hostname) sends packets for $1 to ${found/ / on }; they belong to $2 on lan2: ip route get ${1%.*}.10"
  mapfile -t files < <(grep -lsE "^[[:space:]]*Destination[[:space:]]*=[[:space:]]*${1//./\\.}[[:space:]]*$" /etc/systemd/network/*.network /etc/systemd/network/*.network.d/*.conf)
  ((${#files[@]})) && grep -qsE "^[[:space:]]*Gateway[[:space:]]*=[[:space:]]*${2//./\\.}[[:space:]]*$" "${files[@]}" ||
    not_yet "$(hostname) has the route to $1 over $2 now, and no file in /etc/systemd/network says so: after a boot it would be gone."
}
