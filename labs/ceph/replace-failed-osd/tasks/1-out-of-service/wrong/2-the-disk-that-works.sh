# All is right but the ticket: the technician pulls the neighbour.
set -e
systemctl disable --now --quiet "ceph-osd@$dead_osd"
ceph osd out "$dead_osd" 2>&1
wait_until "safe to destroy" ceph osd safe-to-destroy "$dead_osd"
ceph osd purge "$dead_osd" --yes-i-really-mean-it 2>&1
ceph config-key set ticket/host "$HOST"
ceph config-key set ticket/disk "$(ls "$disks" | cut -d- -f2 | head -n 1)"
