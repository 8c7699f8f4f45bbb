# The tunnel stands, and nobody is in it.
set -eu
segment host1 "$VNI" "$HOST2" tenant
segment host2 "$VNI" "$HOST1" tenant
