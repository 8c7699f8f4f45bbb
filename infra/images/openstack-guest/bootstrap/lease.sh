#!/bin/sh
# What udhcpc calls with each lease.
case $1 in
  bound | renew)
    ifconfig "$interface" "$ip" netmask "$subnet" ${mtu:+mtu "$mtu"}
    for gateway in $router; do route add default gw "$gateway" dev "$interface" 2>/dev/null; break; done
    set -- $staticroutes
    while [ $# -ge 2 ]; do route add -net "$1" gw "$2" dev "$interface" 2>/dev/null; shift 2; done
    : >/etc/resolv.conf
    for server in $dns; do echo "nameserver $server" >>/etc/resolv.conf; done
    echo "guest: lease of $ip/$mask, gateway $router, MTU ${mtu:-1500}, from $serverid" >/dev/console
    ;;
esac
