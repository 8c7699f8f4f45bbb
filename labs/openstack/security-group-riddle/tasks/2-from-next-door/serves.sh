# Of Neutron, not of Nova, whose copy of a server's addresses is late.
inside_address() { in_project port list --server "$1" -f json | jq -r '.[0]["Fixed IP Addresses"][0].ip_address // empty'; }
app=$(inside_address app) store=$(inside_address store)
[[ -n $app && -n $store ]] || not_yet "app or store is gone; a rewind brings it back."
outside=$(in_project floating ip list --fixed-ip-address "$app" -f value -c "Floating IP Address")
[[ -n $outside ]] || not_yet "app has no floating IP any more."
said=$(ssh -i ~/.ssh/team -o BatchMode=yes "root@$outside" "wget -T 5 -qO- http://$store/" 2>&1) || not_yet "app gets no answer from http://$store/: ${said##*$'\n'}"
grep -q 'hello from' <<<"$said" || not_yet "http://$store/ answers, but no greeting."
