# The disk of an OSD vanishes while it runs.
set -eu
name_disk "$dead_osd" "$(disk "$((FIRST + 1))" "$DEAD_DISK")"
name_disk "$ageing_osd" "$(disk "$((2 - FIRST))" "$AGEING_DISK")"
bay=$(disk "$((FIRST + 1))" "$DEAD_DISK")
if [ -e "$bay" ]; then
  logger -t kernel -p kern.err "sd $FIRST:0:0:0: [sd$FIRST] $(upper "$DEAD_DISK"): I/O error, dev sd$FIRST, sector 2048 op 0x0:(READ)"
  logger -t kernel -p kern.err "sd $FIRST:0:0:0: [sd$FIRST] $(upper "$DEAD_DISK"): device offlined, bay $((FIRST + 1))"
  rm -f "$bay"
fi
# It may be activating, or have failed three times already.
systemctl kill --signal=KILL "ceph-osd@$dead_osd" 2>/dev/null || true
gone_or_down() { osd_is "$dead_osd" '.up == 0' || ! osd_is "$dead_osd" true; }
wait_until "osd.$dead_osd down" gone_or_down
