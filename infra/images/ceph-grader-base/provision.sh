#!/bin/bash
# Runs inside the root file system, after packages and files.
set -euo pipefail

mkdir -p /etc/springboard
