set -eu
ceph config-key set ticket/host "$HOST"
ceph config-key set ticket/disk "$(basename "$(readlink "/var/lib/ceph/osd/ceph-$dead_osd/block")" | cut -d- -f2)"
systemctl disable --now --quiet "ceph-osd@$dead_osd"
systemctl reset-failed "ceph-osd@$dead_osd" 2>/dev/null || true
ceph osd out "$dead_osd" 2>&1
wait_until "safe to destroy" ceph osd safe-to-destroy "$dead_osd"
ceph osd purge "$dead_osd" --yes-i-really-mean-it 2>&1
wait_until "five healthy OSDs" all_clean 5
rm -rf "/var/lib/ceph/osd/ceph-$dead_osd"
