set -eu
at r1 <<END
vtysh -c 'configure terminal' -c 'router bgp $AS1' -c 'neighbor $R2 remote-as $AS2' -c end -c 'write memory'
END
at r2 <<END
vtysh -c 'configure terminal' -c 'router bgp $AS2' -c 'no neighbor 10.10.21.1' 2>&1 || true
vtysh -c 'configure terminal' -c 'router bgp $AS2' -c 'neighbor $R1 remote-as $AS1' -c end -c 'write memory'
END
