#!/bin/busybox sh
# The whole of the guest: an address by DHCP, the key and the name from the metadata service, user data if it is a script, SSH, and a word
# on port 80. What it does is on the console, which `openstack console log show` prints.
/bin/busybox --install -s /bin
export PATH=/bin:/sbin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts
mount -t devpts pts /dev/pts
hostname guest
echo "guest: kernel $(uname -r)"
for module in failover net_failover virtio_net virtio_blk virtio-rng; do insmod "/lib/modules/$module.ko" 2>/dev/null; done
ifconfig lo 127.0.0.1 up

metadata() { wget -T 5 -qO- "http://169.254.169.254/latest/$1" 2>/dev/null; }
setup() {
  ifconfig eth0 up 2>/dev/null || echo 'guest: there is no eth0'
  udhcpc -i eth0 -s /etc/lease.sh -t 10 -T 2 -b -p /run/udhcpc.pid >/dev/null 2>&1
  dropbear -R -E -s -p 22 2>/dev/null
  while :; do printf 'HTTP/1.0 200 OK\r\n\r\nhello from %s\n' "$(hostname)" | nc -l -p 80 >/dev/null 2>&1; done &
  # For as long as it takes: a network may be mended while the guest runs.
  told=
  until id=$(metadata meta-data/instance-id) && [ -n "$id" ]; do
    [ -n "$told" ] || echo 'guest: no answer from the metadata service yet'
    told=yes
    sleep 2
  done
  key=$(metadata meta-data/public-keys/0/openssh-key)
  if [ -n "$key" ]; then
    echo "$key" >/root/.ssh/authorized_keys
    chmod 0600 /root/.ssh/authorized_keys
  fi
  name=$(metadata meta-data/hostname)
  [ -n "$name" ] && hostname "${name%%.*}"
  echo "guest: metadata instance-id=$id hostname=${name:-none} key=$([ -n "$key" ] && echo yes || echo no)"
  metadata user-data >/tmp/user-data && head -c 2 /tmp/user-data | grep -q '#!' && sh /tmp/user-data
  echo "guest: ready after $(cut -d. -f1 /proc/uptime) s"
}
setup >/dev/console 2>&1 &
# A console of its own to work with; who may open it is the cloud's to say.
while :; do
  setsid cttyhack sh </dev/console >/dev/console 2>&1
  sleep 1
done
