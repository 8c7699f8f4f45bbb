# Configured, and not announced: nothing allows it.
for_both <<'END'
vtysh -c 'configure terminal' -c "router bgp $OWN" -c 'address-family ipv4 unicast' -c "network $MINE" -c end -c 'write memory'
END
