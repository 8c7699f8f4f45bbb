# Both routers from the beginning, one of them with a mistake.
set -eu

router() { # node, own AS, neighbour, its AS
  at "$1" <<END
ip address delete 10.10.21.1/32 dev lo 2>/dev/null || true
cat >/etc/frr/frr.conf <<'CONF'
frr defaults traditional
hostname $1
log syslog informational
service integrated-vtysh-config
!
router bgp $2
 neighbor $3 remote-as $4
 neighbor $3 description the other router
 neighbor $3 timers connect 5
exit
!
CONF
systemctl restart frr
END
}

neighbour_of_r2=$R1 number_of_r2=$AS2
case $FAULT in
  number) number_of_r2=$AS_TYPO ;;
  address) neighbour_of_r2=10.10.21.1 ;;
esac
router r1 "$AS1" "$R2" "$number_of_r2" &
router r2 "$AS2" "$neighbour_of_r2" "$AS1"
wait $!
