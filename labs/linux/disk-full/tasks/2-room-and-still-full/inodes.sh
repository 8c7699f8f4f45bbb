mountpoint -q "$root" || not_yet "$root is not mounted any more."
total=$(df --output=itotal "$root" | tail -n 1 | tr -d ' ')
free=$(df --output=iavail "$root" | tail -n 1 | tr -d ' ')
metric free_inodes "$free"
((total <= 4000)) || not_yet "$root has $total inodes now. More of them is for later; find out what takes these."
((free >= 3000)) || not_yet "$free inodes are free on $root, of $total. df -i shows it; which directory has the files?"
