#!/bin/bash
# Runs inside the root file system, after packages and files.
set -euo pipefail

mkdir -p /etc/springboard
printf 'OS_CLOUD=grader\n' >>/etc/environment
# What the SDK looks up of its plugins it keeps in a file, at its first call. A check leaves nothing behind, so that is now.
HOME=/root python3 -c 'from keystoneauth1 import loading; loading.get_plugin_loader("password")'
