# The good end counts when the other one is mended, too.
tunnel "$HOST1"
other=$(at host1 <<<'ip -d -j link show type vxlan' | jq -r '.[0] | "\(.linkinfo.info_data.id) \(.linkinfo.info_data.remote // "")"' 2>/dev/null)
ports=$(at host1 <<<'bridge link show | grep -c "master br-tenant" || true')
[[ $other == "$VNI $HOST2" && $ports == 2 ]] || not_yet "This end is as planned. It counts when the other one is, too."
