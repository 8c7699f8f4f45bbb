app=$(in_project server show app -f json) store=$(in_project server show store -f json)
outside=$(jq -r '.addresses[] | .[] | select(startswith("172.24.4."))' <<<"$app")
inside=$(jq -r '.addresses[] | .[0]' <<<"$store")
[[ -n $outside && -n $inside ]] || not_yet "app or store has lost an address."
said=$(ssh -i ~/.ssh/team -o BatchMode=yes "root@$outside" "wget -T 5 -qO- http://$inside/" 2>&1) || not_yet "app gets no answer from http://$inside/: ${said##*$'\n'}"
grep -q 'hello from store' <<<"$said" || not_yet "http://$inside/ answers, but it is not store."
