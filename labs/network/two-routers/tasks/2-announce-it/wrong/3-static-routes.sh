# Packets go through, but nobody announced anything: the next network needs somebody to type again.
for_both <<'END'
vtysh <<VTYSH
configure terminal
ip route $THEIRS $PEER
router bgp $OWN
address-family ipv4 unicast
no redistribute connected
no network $MINE
end
write memory
VTYSH
END
