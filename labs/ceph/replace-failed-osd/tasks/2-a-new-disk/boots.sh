# What systemd will do at the next boot is known on the host only.
disk=$(disk "$((FIRST + 1))" "$NEW_DISK")
for link in /var/lib/ceph/osd/ceph-*/block; do
  [ "$(readlink -f "$link")" = "$disk" ] || continue
  folder=${link%/block} id=${folder##*-}
  state=$(systemctl is-enabled "ceph-osd@$id" 2>/dev/null)
  [[ $state == enabled ]] || not_yet "ceph-osd@$id is ${state:-unknown}: it would not start at the next boot."
  pass
done
not_yet "No OSD of $HOST is on the disk $(upper "$NEW_DISK") yet."
