# Counts once packets pass.
kept "$PREFIX1" "$R1"
ping -q -n -c 1 -W 1 -I "$GATEWAY2" "$HOST1" >/dev/null 2>&1 || not_yet "r2 has its route. This counts when host1 and the network behind r2 hear each other."
