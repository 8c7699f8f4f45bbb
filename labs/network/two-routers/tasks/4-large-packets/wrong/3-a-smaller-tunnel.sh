# The tunnel no longer sends what is too large; the tenant still does.
set -eu
for node in host1 host2; do
  at "$node" <<<"ip link set tenant mtu $((SMALL_MTU - 50))"
done
