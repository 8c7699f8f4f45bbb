# The good end counts when the other one is mended, too.
tunnel "$HOST2"
other=$(at host2 <<<'ip -d -j link show type vxlan' | jq -r '.[0] | "\(.linkinfo.info_data.id) \(.linkinfo.info_data.remote // "")"' 2>/dev/null)
ports=$(at host2 <<<'bridge link show | grep -c "master br-tenant" || true')
[[ $other == "$VNI $HOST1" && $ports == 2 ]] || not_yet "This end is as planned. It counts when the other one is, too."
