set -eu
segment host1 "$VNI" "$HOST2" lan2 tenant &
segment host2 "$VNI" "$HOST1" lan2 tenant
wait $!
