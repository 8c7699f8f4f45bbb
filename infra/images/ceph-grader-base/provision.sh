#!/bin/bash
# Runs inside the root file system, after packages and files.
set -euo pipefail

mkdir -p /etc/springboard
for program in rados rbd; do ln -sf ceph "/usr/local/bin/$program"; done
