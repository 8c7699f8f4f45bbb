# Works, and leaks the management network.
for_both <<'END'
vtysh <<VTYSH
configure terminal
route-map all permit 10
exit
router bgp $OWN
address-family ipv4 unicast
redistribute connected
neighbor $PEER route-map all in
neighbor $PEER route-map all out
end
write memory
VTYSH
for _ in {1..50}; do
  ip -4 route show "$THEIRS" proto bgp | grep -q . && exit 0
  sleep 0.1
done
exit 1
END
