# What systemd will do at the next boot is known on the host only.
unit=ceph-osd@$dead_osd
state=$(systemctl is-enabled "$unit" 2>/dev/null)
[[ $state != enabled* ]] || not_yet "The unit of the dead OSD is still enabled on $HOST: systemd would try to start it at each boot."
active=$(systemctl show -P ActiveState "$unit")
[[ $active == inactive || $active == failed ]] || not_yet "The unit of the dead OSD is $active on $HOST."
