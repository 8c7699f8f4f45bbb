# What systemd will do at the next boot is known on the host only.
id=$(osd_on "$(disk "$((FIRST + 1))" "$NEW_DISK")")
[ -n "$id" ] || not_yet "No OSD of $HOST is on the disk $(upper "$NEW_DISK") yet."
state=$(systemctl is-enabled "ceph-osd@$id" 2>/dev/null)
[[ $state == enabled ]] || not_yet "ceph-osd@$id is ${state:-unknown}: it would not start at the next boot."
