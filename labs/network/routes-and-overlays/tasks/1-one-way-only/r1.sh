# Counts once packets pass.
kept "$PREFIX2" "$R2"
ping -q -n -c 1 -W 1 -I "$GATEWAY1" "$HOST2" >/dev/null 2>&1 || not_yet "r1 has its route. This counts when host2 and the network behind r1 hear each other."
