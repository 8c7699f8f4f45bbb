# Both ends are there, and each in a segment of its own.
set -eu
segment host1 "$VNI" "$HOST2" lan2 tenant
segment host2 "$OTHER_VNI" "$HOST1" lan2 tenant
