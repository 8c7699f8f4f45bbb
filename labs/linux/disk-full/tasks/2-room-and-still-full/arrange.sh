# Thousands of empty files.
set -eu
clean_slate
install_mount inodes 0
begin
