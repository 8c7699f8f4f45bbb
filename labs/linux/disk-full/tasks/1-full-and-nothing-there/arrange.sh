# Last night's log was removed while the shop has it open.
set -eu
clean_slate
rm -f "/run/$APP.restarted"
install_mount deleted "$MEGABYTES"
begin
