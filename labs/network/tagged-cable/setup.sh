# Open vSwitch on all four; r1 and r2 are switches here, and carry two VLANs.
set -eu
start='systemctl enable -q --now openvswitch-switch'
pids=()
for node in host1 host2; do at "$node" <<<"$start" & pids+=($!); done
for node in r1 r2; do
  at "$node" <<<"systemctl disable -q --now frr; sysctl -qw net.ipv4.ip_forward=0; $start; $(switch "$VLAN,$OTHER")" & pids+=($!)
done
for pid in "${pids[@]}"; do wait "$pid"; done
