#!/bin/bash
# Runs inside the root file system, after packages and files.
set -euo pipefail

# Debian enables every service as it is installed. Which ones run is said by the bootstrap, when each has what it needs.
for unit in keystone glance-api placement-api nova-api nova-api-metadata nova-compute nova-conductor nova-scheduler nova-novncproxy nova-spicehtml5proxy nova-serialproxy \
  neutron-api neutron-ovn-metadata-agent haproxy cinder-api cinder-scheduler cinder-volume apache2 libvirt-guests; do
  systemctl disable -q "$unit.service" 2>/dev/null || true
done
for unit in tgt open-iscsi iscsid rtslib-fb-targetctl lvm2-monitor lvm2-lvmpolld.socket dm-event.socket blk-availability e2scrub_reap e2scrub_all.timer libvirt-guests \
  nvmf-autoconnect nvmefc-boot-connections multipathd multipathd.socket swtpm-localca mdmonitor logrotate.timer apache-htcacheclean nova-spicehtml5proxy nova-serialproxy; do
  case $unit in *.*) ;; *) unit=$unit.service ;; esac
  systemctl mask -q "$unit" 2>/dev/null || true
done

# One process of each is enough for one person, and eight of each would keep two cores busy for minutes.
for file in /etc/{keystone/keystone,nova/nova-api,nova/nova-api-metadata,glance/glance-api,placement/placement-api,neutron/neutron-api,cinder/cinder-api}-uwsgi.ini; do
  [ -f "$file" ] || { echo "$file is missing" >&2; exit 1; }
  sed -i -E 's/^processes *=.*/processes = 1/; s/^threads *= *32/threads = 8/' "$file"
done
# No AppArmor in a node.
sed -i -E 's/^plugins = python3,apparmor/plugins = python3/; /^apparmor-profile/d' /etc/keystone/keystone-uwsgi.ini
# The line names a file without [app:main]; OVN's client needs its thread.
sed -i -E '/^paste *=/d; /^paste-logger/d; s/^enable-threads = false/enable-threads = true/' /etc/neutron/neutron-api-uwsgi.ini

sed -i -E 's/^(NOVA_CONSOLE_PROXY_TYPE)=.*/\1=novnc/; s/^(NOVA_SERIAL_PROXY_START)=.*/\1=false/' /etc/default/nova-consoleproxy
a2dissite -q default-ssl
a2enmod -q proxy proxy_http proxy_wstunnel substitute headers

for project in keystone glance placement nova neutron cinder; do
  chown -R "root:$project" "/etc/$project"
  find "/etc/$project" -maxdepth 1 -name '*.conf' -exec chmod 0640 {} +
done
chown -R keystone:keystone /etc/keystone
chown root:rabbitmq /etc/rabbitmq/*
install -d -o cinder -g cinder /srv/.volumes/upper
install -d /srv/.volumes/lower /srv/.volumes/work /srv/volumes
sed -i -E 's/^-m .*/-m 32/; s/^-l .*/-l 0.0.0.0/' /etc/memcached.conf
rm -rf /var/lib/mysql

# Keystone has the processors first, then what people ask, the metadata service last. Above zero, because a node may not go below.
nice() { for unit in "${@:2}"; do
  install -d "/etc/systemd/system/$unit.service.d"
  printf '[Service]\nNice=%s\n' "$1" >"/etc/systemd/system/$unit.service.d/springboard.conf"
done; }
nice 4 glance-api placement-api nova-api neutron-api
nice 6 nova-conductor nova-scheduler nova-compute
nice 8 cinder-api cinder-scheduler cinder-volume
nice 12 apache2 nova-novncproxy
nice 15 nova-api-metadata neutron-ovn-metadata-agent
systemctl enable -q srv-volumes.mount provider-network.service openvswitch-switch.service ovn-central.service ovn-host.service libvirtd.service virtlogd.socket mariadb.service memcached.service rabbitmq-server.service
