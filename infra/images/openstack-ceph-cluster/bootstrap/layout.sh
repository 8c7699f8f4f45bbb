# Read by bootstrap.sh of ceph-base.
hosts=(ceph1)
declare -A address=([ceph1]=10.77.0.31)
declare -A osds=([ceph1]="0 1 2")
declare -A clients=()

# Pools and users as Ceph's own guide for OpenStack has them: https://docs.ceph.com/en/reef/rbd/rbd-openstack/
more_content() {
  local pool tree=$here/tree/cloud
  ceph mgr module enable prometheus
  ceph config set mgr mgr/dashboard/ssl false
  ceph mgr module enable dashboard
  wait_for 'the dashboard' 60 curl -sf -o /dev/null http://localhost:8080/
  ceph dashboard set-pwd-policy-enabled false
  printf labpass >"$here/dashboard-password"
  ceph dashboard ac-user-create admin --force-password -i "$here/dashboard-password" administrator
  for pool in images volumes vms; do
    ceph osd pool create "$pool" 8 8 replicated --size "$pool_size"
    rbd pool init "$pool"
  done
  install -d "$tree/etc/ceph"
  install -m 0644 "$here/final.conf" "$tree/etc/ceph/ceph.conf"
  ceph auth get-or-create client.glance mon 'profile rbd' osd 'profile rbd pool=images' mgr 'profile rbd pool=images' \
    -o "$tree/etc/ceph/ceph.client.glance.keyring"
  ceph auth get-or-create client.cinder mon 'profile rbd' osd 'profile rbd pool=volumes, profile rbd pool=vms, profile rbd-read-only pool=images' \
    mgr 'profile rbd pool=volumes, profile rbd pool=vms' -o "$tree/etc/ceph/ceph.client.cinder.keyring"
  tar -C "$tree" --owner=0 --group=0 -c etc | zstd -q -o "$out/cloud.tar.zst"
}
