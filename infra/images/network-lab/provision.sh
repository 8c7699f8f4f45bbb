#!/bin/bash
# Runs inside the root file system, after packages and files.
set -euo pipefail

# One key for all nodes of a lab, made with the image.
ssh-keygen -q -t ed25519 -N "" -C lab -f /root/.ssh/id_ed25519
install -m 0644 /root/.ssh/id_ed25519.pub /etc/ssh/lab_keys

sed -i 's/^bgpd=no$/bgpd=yes/' /etc/frr/daemons
# Rendered at the first start of an instance.
rm -f /etc/frr/frr.conf

# Started by labs that want them.
systemctl disable -q openvswitch-switch.service ovs-record-hostname.service iperf3.service nftables.service
mandb -cq
