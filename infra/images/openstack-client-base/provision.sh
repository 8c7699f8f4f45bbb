#!/bin/bash
# Runs inside the root file system, after packages and files.
set -euo pipefail

printf 'OS_CLOUD=admin\n' >>/etc/environment
# Completion of `openstack` takes seconds to generate, and is the same for ever.
openstack complete >/usr/share/bash-completion/completions/openstack 2>/dev/null
python3 -m compileall -q /usr/lib/python3/dist-packages/openstack /usr/lib/python3/dist-packages/openstackclient || true
HOME=/root python3 -c 'from keystoneauth1 import loading; loading.get_plugin_loader("password")'
