mountpoint -q "$root" || not_yet "$root is not mounted any more: it is meant to be there, and to have room."
free=$(df --output=avail -m "$root" | tail -n 1 | tr -d ' ')
size=$(df --output=size -m "$root" | tail -n 1 | tr -d ' ')
metric free_mebibytes "$free"
((size <= 48)) || not_yet "$root has $size MiB now. A larger disk is for later; find out what fills this one."
kept
((free >= 20)) || not_yet "$root has $free MiB free. What du does not see is still held by somebody: lsof +L1"
