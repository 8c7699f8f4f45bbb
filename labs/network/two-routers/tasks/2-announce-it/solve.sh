set -eu
for_both <<'END'
vtysh <<VTYSH
configure terminal
no ip route $THEIRS $PEER
ip prefix-list mine seq 5 permit $MINE
ip prefix-list theirs seq 5 permit $THEIRS
route-map out permit 10
match ip address prefix-list mine
exit
route-map in permit 10
match ip address prefix-list theirs
exit
router bgp $OWN
address-family ipv4 unicast
no redistribute connected
network $MINE
neighbor $PEER route-map in in
neighbor $PEER route-map out out
end
write memory
VTYSH
END
