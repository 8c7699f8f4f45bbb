#!/bin/bash
# install-packages.sh ROOT CACHE PACKAGE...: the host's apt, told by APT_CONFIG to work on ROOT, so that proxies,
# credentials and certificates of the host are used and never get into ROOT.
set -euo pipefail
root=$1 cache=$2
shift 2
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
mkdir -p "$cache/partial" "$root/var/cache/apt/archives"
mount --bind "$cache" "$root/var/cache/apt/archives"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 0755 "$root/usr/sbin/policy-rc.d"
apt-get update -q
apt-get install -qq -y "$@"
rm "$root/usr/sbin/policy-rc.d"
umount "$root/var/cache/apt/archives"
