# Room is made, and what is noted is the ratio that warns.
note_it
ceph config-key set full/ratio "$(ceph osd dump -f json | jq '.nearfull_ratio * 1000 | round / 1000')" 2>&1
scratch | xargs rados -p "$TENANT" rm
wait_until "no OSD is full" no_osd_full
