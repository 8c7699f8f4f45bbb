# The other disk of the host is ageing, and a new one is in the third bay.
set -eu
install_prepare_osd
name_disk "$ageing_osd" "$(disk "$((2 - FIRST))" "$AGEING_DISK")"
new_disk "$(disk 3 "$SECOND_NEW_DISK")"
if ! journalctl -q -n 1 -t smartd 2>/dev/null | grep -q .; then
  device="Device: $(disk "$((2 - FIRST))" "$AGEING_DISK") [SAT]"
  logger -t smartd -p daemon.info "$device, SMART Usage Attribute: 5 Reallocated_Sector_Ct changed from 100 to 88"
  logger -t smartd -p daemon.crit "$device, 16 Currently unreadable (pending) sectors"
  logger -t smartd -p daemon.crit "$device, FAILED SMART self-check. BACK UP DATA NOW!"
fi
