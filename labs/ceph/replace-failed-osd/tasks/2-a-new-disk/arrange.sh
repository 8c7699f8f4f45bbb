# A new disk is in the bay of the dead one.
set -eu
install_prepare_osd
new_disk "$(disk "$((FIRST + 1))" "$NEW_DISK")"
