# Read by bootstrap.sh of openstack-base.
more_state=(etc/ceph)
# Copy-on-write clones of an image are made of raw ones only.
guest_format=raw
secret=$(basename /etc/libvirt/secrets/*.xml .xml)
osds_up() { [ "$(ceph osd stat -f json | jq .num_up_osds)" = "$1" ]; }

# The cluster as openstack-ceph-cluster left it, with its keys where the services look for them.
before_cloud() {
  say 'Ceph'
  ip address add 10.77.0.31/24 dev eth0
  tar -C / --zstd -xSpf "$here/ceph1.tar.zst"
  tar -C / --zstd -xpf "$here/cloud.tar.zst"
  chown glance:glance /etc/ceph/ceph.client.glance.keyring
  # Nova's disks are the same user's as Cinder's volumes.
  chown cinder:nova /etc/ceph/ceph.client.cinder.keyring
  chmod 0640 /etc/ceph/ceph.client.*.keyring
  printf %s "$(ceph-authtool -p -n client.cinder /etc/ceph/ceph.client.cinder.keyring)" >"/etc/libvirt/secrets/$secret.base64"
  chmod 0600 "/etc/libvirt/secrets/$secret".*
  systemctl restart libvirtd
  systemctl start ceph-mon@ceph1 ceph-osd@{0,1,2}
  wait_for '3 OSDs up' 60 osds_up 3
}

# Stops the cluster and leaves its state, which is another host's from here on, in $out.
after_cloud() {
  local tree=$here/tree/ceph-grader
  say 'Ceph: clean stop'
  rbd -p images ls
  systemctl stop ceph-osd@{0,1,2}
  no_osds() { ceph osd down 0 1 2 && osds_up 0; }
  wait_for '0 OSDs up' 60 no_osds
  # Key and programs of the cluster's grader as they were. No manager has run here, so of the golden state only the epoch is another.
  install -d "$tree"
  tar -C "$tree" --zstd -xpf "$here/grader.tar.zst"
  ceph osd dump -f json | jq '{osds: (.osds | length), epoch, managerGid: 0, fsid}' >"$tree/usr/lib/springboard/golden.json"
  cat "$tree/usr/lib/springboard/golden.json"
  systemctl stop ceph-mon@ceph1
  mv /etc/ceph/ceph.client.{glance,cinder}.keyring "$here/"
  tar -Sc -C / etc/ceph etc/ssh/lab_keys var/lib/ceph/{mon,mgr}/ceph-ceph1 var/lib/ceph/osd/ceph-{0,1,2} etc/systemd/system/ceph-{mon,mgr,osd}.target.wants | zstd -q -19 -T0 -o "$out/ceph1.tar.zst"
  rm -rf /etc/systemd/system/ceph-{mon,mgr,osd}.target.wants /var/lib/ceph/{mon,mgr,osd}/*
  # The administrator's key stays with the cluster.
  rm /etc/ceph/ceph.client.admin.keyring
  mv "$here"/ceph.client.{glance,cinder}.keyring /etc/ceph/
  tar -C "$tree" --owner=0 --group=0 -c . | zstd -q -o "$out/ceph-grader.tar.zst"
}
