# The session comes up, but with a number that is in no plan: r2 was made to be what r1 believed.
set -eu
at r1 <<END
vtysh -c 'configure terminal' -c 'router bgp $AS1' -c 'neighbor $R2 remote-as $AS_TYPO' -c end -c 'write memory'
END
at r2 <<END
vtysh -c 'configure terminal' -c 'no router bgp $AS2' -c 'router bgp $AS_TYPO' -c 'neighbor $R1 remote-as $AS1' -c end -c 'write memory'
for _ in {1..600}; do
  vtysh -c 'show bgp neighbors $R1 json' | grep -q '"bgpState":"Established"' && exit 0
  sleep 0.1
done
exit 1
END
