#!/bin/bash
# Runs inside the root file system, after packages and files.
set -euo pipefail

mkdir -p /etc/springboard
printf 'OS_CLOUD=grader\n' >>/etc/environment
# What the SDK looks up of its plugins it would keep in a file there, and a check leaves nothing behind.
install -d /root/.cache/python-entrypoints
: >/root/.cache/python-entrypoints/.disable
