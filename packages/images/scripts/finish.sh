#!/bin/bash
# finish.sh ROOT: leaves nothing of this host, and nothing that must differ between instances.
set -euo pipefail
root=$1
rm -f "$root"/etc/ssh/ssh_host_* "$root"/etc/{apt/apt.conf,dpkg/dpkg.cfg}.d/99mmdebstrap "$root"/etc/hostname "$root"/etc/hosts
rm -f "$root"/etc/apt/sources.list.d/* "$root"/etc/apt/auth.conf.d/* "$root"/etc/machine-id "$root"/var/lib/dbus/machine-id
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives "$root"/var/log/apt
rm -rf "$root"/tmp/* "$root"/var/tmp/* "$root"/var/log/dpkg.log "$root"/var/log/alternatives.log "$root"/var/log/bootstrap.log
mkdir -p "$root"/var/cache/apt/archives/partial
printf '# No package source: lab networks have no way out.\n' >"$root/etc/apt/sources.list"
: >"$root/etc/machine-id"
# Younger than /usr, or systemd redoes at first boot what was done here.
touch "$root/etc/.updated" "$root/var/.updated"
