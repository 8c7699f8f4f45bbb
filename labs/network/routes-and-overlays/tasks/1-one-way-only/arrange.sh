# Static routes on both routers, one of them lost or wrong. In files, so that it is there after a boot as well.
set -eu
gateway1=$R2 gateway2=$R1
bad=""
[[ $FAULT == gateway ]] && bad=10.10.12.6
case $LOST_ON in
  r1) gateway1=$bad ;;
  r2) gateway2=$bad ;;
esac
for node in r1 r2; do
  at "$node" <<<'iptables -t nat -F 2>/dev/null || true; nft flush ruleset 2>/dev/null || true; rm -f /etc/systemd/network/30-lan2.network.d/*route*.conf'
done
route r1 "$PREFIX2" "$gateway1" &
route r2 "$PREFIX1" "$gateway2"
wait $!
