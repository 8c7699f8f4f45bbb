kept
free=$(df --output=iavail "$root" | tail -n 1 | tr -d ' ')
((free >= 3000)) || not_yet "All 12 orders are there. This counts once there are inodes again."
