# What systemd will do at the next boot is known on the host only.
unit=ceph-osd@$other_osd
state=$(systemctl is-enabled "$unit" 2>/dev/null)
[[ $state == enabled ]] || not_yet "$unit is ${state:-unknown}: it would not start at the next boot."
[[ $(systemctl show -P ActiveState "$unit") == active ]] || not_yet "$unit is enabled. This counts once it runs, as a service and not by hand: it is $(systemctl show -P ActiveState "$unit")."
