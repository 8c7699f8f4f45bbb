set -eu
prepare-osd --data "$(disk "$((FIRST + 1))" "$NEW_DISK")" --crush-device-class ssd 2>&1
wait_until "six healthy OSDs" all_clean 6
