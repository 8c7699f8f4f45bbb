# Quick, and three weeks of somebody's work.
note_it
rados -p "$TENANT" ls | xargs rados -p "$TENANT" rm
wait_until "no OSD is full" no_osd_full
