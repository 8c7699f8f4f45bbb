#!/bin/bash
# Runs inside the root file system, after packages and files: Glance, Cinder and Nova keep what they keep in Ceph.
set -euo pipefail
# By this name libvirt knows the key of client.cinder.
secret=c3b2a1f0-7d44-4e0b-9a51-5f2d6b8e9a10
set_in() { # file, section, then pairs of option and value
  local file=$1 section=$2; shift 2
  while [ $# -gt 0 ]; do crudini --set "$file" "$section" "$1" "$2"; shift 2; done
}

set_in /etc/glance/glance-api.conf DEFAULT enabled_backends ceph:rbd show_image_direct_url true
set_in /etc/glance/glance-api.conf glance_store default_backend ceph
set_in /etc/glance/glance-api.conf ceph rbd_store_pool images rbd_store_user glance rbd_store_ceph_conf /etc/ceph/ceph.conf rbd_store_chunk_size 8
crudini --del /etc/glance/glance-api.conf file

set_in /etc/cinder/cinder.conf DEFAULT enabled_backends ceph
set_in /etc/cinder/cinder.conf ceph volume_driver cinder.volume.drivers.rbd.RBDDriver volume_backend_name ceph rbd_pool volumes rbd_user cinder \
  rbd_ceph_conf /etc/ceph/ceph.conf rbd_secret_uuid $secret rados_connect_timeout 10
crudini --del /etc/cinder/cinder.conf share
rm -f /etc/cinder/nfs_shares
systemctl disable -q srv-volumes.mount

set_in /etc/nova/nova.conf libvirt images_type rbd images_rbd_pool vms images_rbd_ceph_conf /etc/ceph/ceph.conf rbd_user cinder rbd_secret_uuid $secret \
  disk_cachemodes network=writeback

install -d -m 0700 /etc/libvirt/secrets
cat >/etc/libvirt/secrets/$secret.xml <<XML
<secret ephemeral='no' private='no'>
  <uuid>$secret</uuid>
  <usage type='ceph'><name>client.cinder</name></usage>
</secret>
XML
chmod 0600 /etc/libvirt/secrets/$secret.xml

systemctl disable -q ceph.target ceph-mon.target ceph-osd.target ceph-crash.service rbdmap.service 2>/dev/null || true
for project in glance cinder nova; do find "/etc/$project" -maxdepth 1 -name '*.conf' -exec chmod 0640 {} + -exec chown "root:$project" {} +; done
