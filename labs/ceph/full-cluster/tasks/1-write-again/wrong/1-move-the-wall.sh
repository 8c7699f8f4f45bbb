# Tonight's relief: it writes again, up to the next wall, where an OSD does not start any more.
note_it
ceph osd set-full-ratio 0.95 2>&1
wait_until "no OSD is full" no_osd_full
