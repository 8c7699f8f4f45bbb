# What an OSD is on, and what systemd will do at the next boot, is known on the host only.
now=$(readlink -f "/var/lib/ceph/osd/ceph-$ageing_osd/block")
new=$(disk 3 "$SECOND_NEW_DISK")
[ "$now" = "$new" ] || not_yet "osd.$ageing_osd is on ${now:-no disk}, the new one is $new."
state=$(systemctl is-enabled "ceph-osd@$ageing_osd" 2>/dev/null)
[[ $state == enabled ]] || not_yet "ceph-osd@$ageing_osd is ${state:-unknown}: it would not start at the next boot."
