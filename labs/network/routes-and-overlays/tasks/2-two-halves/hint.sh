for node in host1 host2; do
  echo "**$node**:"
  printf '\n```\n'
  at "$node" <<'END'
ip -d link show type vxlan | grep -o 'vxlan id [0-9]* remote [0-9.]*' || echo "no VXLAN device with a remote"
bridge link show | awk '{ print "port of the bridge:", $2 }'
END
  printf '```\n\n'
done
echo "Lay it beside the plan."
