set -eu
note_it
scratch | xargs rados -p "$TENANT" rm
wait_until "no OSD is full" no_osd_full
