set -eu
route r1 "$PREFIX2" "$R2" &
route r2 "$PREFIX1" "$R1"
wait $!
