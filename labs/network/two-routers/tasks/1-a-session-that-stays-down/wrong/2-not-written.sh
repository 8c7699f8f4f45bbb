# Right, until the next restart.
set -eu
at r1 <<END
vtysh -c 'configure terminal' -c 'router bgp $AS1' -c 'neighbor $R2 remote-as $AS2'
END
at r2 <<END
vtysh -c 'configure terminal' -c 'router bgp $AS2' -c 'neighbor $R1 remote-as $AS1'
for _ in {1..600}; do
  vtysh -c 'show bgp neighbors $R1 json' | grep -q '"bgpState":"Established"' && exit 0
  sleep 0.1
done
exit 1
END
