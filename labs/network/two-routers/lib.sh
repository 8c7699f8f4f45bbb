# Addresses follow from the params; the cable between the routers is 10.10.12.0/30 in every environment.
PREFIX1=172.20.$NET1.0/24 HOST1=172.20.$NET1.10 GATEWAY1=172.20.$NET1.1
PREFIX2=172.21.$NET2.0/24 HOST2=172.21.$NET2.10 GATEWAY2=172.21.$NET2.1
R1=10.10.12.1 R2=10.10.12.2

at() { # node: runs the script on standard input there, from host1
  ssh -o BatchMode=yes "$1" bash -eu -s
}

# Checks leave nothing behind, and vtysh keeps a history.
vtysh() { VTYSH_HISTFILE=/dev/null command vtysh "$@"; }

show() { # command of vtysh that answers in JSON; prints {} while FRR is away
  vtysh -c "show $1 json" 2>/dev/null | jq -c . 2>/dev/null || echo '{}'
}

unsaved() { # whether the running configuration of FRR would be another one after a restart
  ! diff -q <(vtysh -c 'show running-config' 2>/dev/null | lines_of_frr) <(lines_of_frr </etc/frr/frr.conf) >/dev/null
}
lines_of_frr() {
  sed -E 's/^[[:space:]]+//; s/[[:space:]]+$//' | grep -vE '^(!|#|$|exit|end$|frr version|Building configuration|Current configuration|address-family |hostname )' | sort
}

session() { # neighbour, its AS, own AS: ends the check unless the session is as planned
  local neighbour state remote own
  systemctl is-active --quiet frr || not_yet "FRR does not run on $(hostname). systemctl status frr shows why."
  neighbour=$(show "bgp neighbors $1" | jq -c --arg address "$1" '.[$address] // {}' 2>/dev/null)
  [[ -n $neighbour && $neighbour != '{}' ]] || not_yet "$(hostname) has no BGP neighbour $1."
  read -r state remote own < <(jq -r '"\(.bgpState) \(.remoteAs) \(.localAs)"' <<<"$neighbour")
  [[ $own == "$3" ]] || not_yet "$(hostname) is AS $own towards $1; the plan says $3."
  [[ $state == Established ]] || not_yet "Seen from $(hostname), the session with $1 is not established, but \"$state\"."
  [[ $remote == "$2" ]] || not_yet "$1 says that it is AS $remote; the plan says $2."
}

saved() {
  ! unsaved || not_yet "On $(hostname), what runs and what is in /etc/frr/frr.conf differ: a restart would bring the old configuration back."
}

announces() { # neighbour, its AS, own AS, own prefix, the other prefix
  local advertised extra
  session "$1" "$2" "$3"
  advertised=$(show "bgp ipv4 unicast neighbors $1 advertised-routes" | jq -r '.advertisedRoutes // {} | keys[]')
  extra=$(grep -vxF -- "$4" <<<"$advertised" | grep . | paste -sd ' ')
  [[ -z $extra ]] || not_yet "$(hostname) also announces what it should keep to itself: $extra"
  [[ -n $advertised ]] || not_yet "$(hostname) announces nothing to $1 yet. The last columns of: vtysh -c 'show bgp summary' say what stands in the way."
  ip -4 route show "$5" proto bgp | grep -q . ||
    not_yet "$(hostname) announces $4, but has learnt no route to $5 by BGP: ip route show shows none."
  saved
}

for_both() { # text of a script with OWN, OTHER, PEER, MINE and THEIRS in it: runs it on r1 and r2, each with its values
  local text
  text=$(cat)
  at r1 <<<"OWN=$AS1 OTHER=$AS2 PEER=$R2 MINE=$PREFIX1 THEIRS=$PREFIX2; $text" &
  at r2 <<<"OWN=$AS2 OTHER=$AS1 PEER=$R1 MINE=$PREFIX2 THEIRS=$PREFIX1; $text"
  wait $!
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

cable() { # the router at the other end: ends the check unless lan2 carries 1500 bytes both ways, now and after a boot
  local file
  ping -q -n -M 'do' -s 1472 -c 1 -W 1 "$1" >/dev/null 2>&1 || ping -q -n -M 'do' -s 1472 -c 1 -W 1 "$1" >/dev/null 2>&1 ||
    not_yet "$(hostname) gets no packet of 1500 bytes to $1 and back. This counts when it does."
  while read -r file; do
    [[ -z $file ]] || ! grep -sE '^[[:space:]]*MTUBytes[[:space:]]*=' "$file" | tail -n 1 | grep -qvE '=[[:space:]]*(15[0-9]{2}|[2-9][0-9]{3})[[:space:]]*$' ||
      not_yet "lan2 of $(hostname) carries 1500 bytes now, but $file sets another MTU: after a boot it would be back."
  done < <(networkctl list --json=short | jq -r '.Interfaces[] | select(.Name == "lan2") | .NetworkFile // empty, (.NetworkFileDropins // [])[]')
}
