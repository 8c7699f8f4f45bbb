#!/bin/bash
# Makes a cloud once, on one builder instance that is its controller, starts a server in it, and leaves its state in $1: archives for the
# controller, a client and the grader.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")") out=$1
password=labpass
. "$here/layout.sh"

say() { printf '[%3d s] %s\n' "$SECONDS" "$*"; }
wait_for() { # title, seconds, command...
  local title=$1 deadline=$((SECONDS + $2)); shift 2
  say "waiting: $title"
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= deadline)); then
      echo "gave up waiting: $title" >&2
      "$@" >&2 || true
      systemctl --failed --no-pager >&2 || true
      tail -n 15 /var/log/*/*.log >&2 || true
      exit 1
    fi
    sleep 0.5
  done
}
as() { local user=$1; shift; setpriv --reuid "$user" --regid "$user" --init-groups "$@"; }

say 'database and message queue'
install -d -o mysql -g mysql /var/lib/mysql
mariadb-install-db --user=mysql --skip-test-db --auth-root-authentication-method=socket >/dev/null
systemctl restart mariadb rabbitmq-server memcached
wait_for 'RabbitMQ' 60 rabbitmqctl -q await_startup
rabbitmqctl -q add_user openstack "$password"
rabbitmqctl -q set_permissions openstack '.*' '.*' '.*'
rabbitmqctl -q add_user admin "$password"
rabbitmqctl -q set_user_tags admin administrator
rabbitmqctl -q set_permissions admin '.*' '.*' '.*'
for pair in keystone:keystone glance:glance placement:placement nova:nova nova:nova_api nova:nova_cell0 neutron:neutron cinder:cinder; do
  user=${pair%%:*} name=${pair##*:}
  mariadb -e "CREATE DATABASE $name; GRANT ALL ON $name.* TO '$user'@'localhost' IDENTIFIED BY '$password'; GRANT ALL ON $name.* TO '$user'@'%' IDENTIFIED BY '$password';"
done

say 'Open vSwitch and OVN'
systemctl start ovsdb-server ovs-vswitchd ovn-central ovn-ovsdb-server-nb ovn-ovsdb-server-sb ovn-northd
wait_for "OVN's databases" 30 test -S /run/ovn/ovnnb_db.sock -a -S /run/ovn/ovnsb_db.sock
ovn-nbctl --timeout=20 set-connection ptcp:6641:127.0.0.1
ovn-sbctl --timeout=20 set-connection ptcp:6642:127.0.0.1
ovs-vsctl --timeout=15 set-manager ptcp:6640:127.0.0.1
# The datapath of user space runs on any kernel. With userspace TSO, or ICMP would pass and TCP to guests would time out.
ovs-vsctl --timeout=15 set open . \
  other_config:userspace-tso-enable=true \
  external-ids:ovn-remote=tcp:127.0.0.1:6642 external-ids:ovn-encap-type=geneve external-ids:ovn-encap-ip=127.0.0.1 \
  external-ids:system-id=controller external-ids:hostname=controller external-ids:ovn-bridge-datapath-type=netdev \
  external-ids:ovn-bridge-mappings=public:br-ex external-ids:ovn-cms-options=enable-chassis-as-gw
echo controller >/etc/openvswitch/system-id.conf
ovs-vsctl --timeout=15 --may-exist add-br br-int -- set bridge br-int datapath_type=netdev fail-mode=secure
ovs-vsctl --timeout=15 --may-exist add-br br-ex -- set bridge br-ex datapath_type=netdev
systemctl restart ovs-vswitchd ovn-controller provider-network

before_cloud

say 'Keystone'
as keystone keystone-manage db_sync
as keystone keystone-manage fernet_setup --keystone-user keystone --keystone-group keystone
as keystone keystone-manage credential_setup --keystone-user keystone --keystone-group keystone
url=http://controller:5000/v3/
as keystone keystone-manage bootstrap --bootstrap-password "$password" --bootstrap-region-id RegionOne \
  --bootstrap-admin-url $url --bootstrap-internal-url $url --bootstrap-public-url $url
systemctl enable --now -q keystone
say 'schemas of Glance, Placement, Nova, Neutron and Cinder'
as glance glance-manage db_sync >/dev/null
as placement placement-manage db sync
as nova nova-manage api_db sync
as nova nova-manage cell_v2 map_cell0 --database_connection "mysql+pymysql://nova:$password@controller/nova_cell0"
as nova nova-manage db sync >/dev/null 2>&1
as nova nova-manage cell_v2 create_cell --name=cell1
as neutron neutron-db-manage --config-file /etc/neutron/neutron.conf --config-file /etc/neutron/plugins/ml2/ml2_conf.ini upgrade heads >/dev/null 2>&1
as cinder cinder-manage db sync >/dev/null 2>&1

say 'users, services and endpoints'
install -d /etc/openstack
install -m 0600 "$here/clouds-admin.yaml" /etc/openstack/clouds.yaml
wait_for 'Keystone' 60 curl -sf http://controller:5000/v3
OS_CLOUD=admin python3 "$here/identity.py"

say 'services'
units=(glance-api placement-api nova-api nova-api-metadata nova-conductor nova-scheduler nova-compute nova-novncproxy
  neutron-api neutron-ovn-metadata-agent
  cinder-api cinder-scheduler cinder-volume apache2)
systemctl enable -q "${units[@]}"
systemctl start "${units[@]}"
export OS_CLOUD=admin
python3 "$here/settled.py" 240
as nova nova-manage cell_v2 discover_hosts --verbose

say 'image, flavors, provider network'
qemu-img convert -O "$guest_format" "$here/guest.qcow2" "$here/guest.$guest_format.image"
python3 "$here/content.py" "$here/guest.$guest_format.image" "$guest_format"

say 'a server, to see that all of it works'
python3 "$here/trial.py"

say "the client's key"
key=$here/tree/client/root/.ssh/id_ed25519
install -d -m 0700 "$(dirname "$key")"
ssh-keygen -q -t ed25519 -N '' -C client -f "$key"
install -m 0644 "$key.pub" /etc/ssh/lab_keys

say 'clean stop'
systemctl stop nova-compute "${units[@]}" keystone libvirtd memcached rabbitmq-server
systemctl stop ovn-controller ovn-northd ovn-ovsdb-server-nb ovn-ovsdb-server-sb ovs-vswitchd ovsdb-server
mariadb -e 'set global innodb_fast_shutdown=0'
systemctl stop mariadb
after_cloud
rm -rf /var/lib/nova/instances/_base /var/lib/nova/instances/locks /root/.ssh/known_hosts
find /var/log -type f -exec truncate -s 0 {} +

say 'archives'
tar -Sc -C / --one-file-system --warning=no-file-ignored --exclude-from="$here/left-out" \
  etc/ssh/lab_keys etc/keystone etc/openvswitch etc/openstack etc/systemd/system/multi-user.target.wants etc/libvirt \
  var/lib/{mysql,rabbitmq,keystone,glance,placement,nova,neutron,cinder,openvswitch,ovn,libvirt} var/log \
  "${more_state[@]}" | zstd -q -3 -T0 -o "$out/controller.tar.zst"
for who in client grader; do
  tree=$here/tree/$who
  install -d "$tree/etc/openstack"
  install -m 0600 "$here/clouds-$who.yaml" "$tree/etc/openstack/clouds.yaml"
  tar -C "$tree" --owner=0 --group=0 -c . | zstd -q -o "$out/$who.tar.zst"
done
ls -l "$out"
