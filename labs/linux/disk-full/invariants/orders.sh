mountpoint -q "$root" || pass "The file system is not mounted at this moment."
kept
