#!/bin/bash
# Runs inside the root file system, after packages and files.
set -euo pipefail

promtool check config /etc/prometheus/prometheus.yml
promtool test rules /usr/share/springboard/alerts.test.yml
amtool check-config /etc/prometheus/alertmanager.yml
# What the package gives the program counts nowhere but on the first host's own files, and takes away what its unit gives it.
setcap -r /usr/bin/prometheus-blackbox-exporter
install -d -o prometheus -g prometheus /etc/prometheus/targets
systemctl enable -q springboard-targets.service prometheus.service prometheus-alertmanager.service prometheus-blackbox-exporter.service prometheus-node-exporter.service
