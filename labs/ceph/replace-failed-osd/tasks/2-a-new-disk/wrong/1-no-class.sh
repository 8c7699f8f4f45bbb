# Up, in, HEALTH_OK, and empty as far as the pool is concerned.
set -e
prepare-osd --data "$(disk "$((FIRST + 1))" "$NEW_DISK")" 2>&1
wait_until "six healthy OSDs" all_clean 6
