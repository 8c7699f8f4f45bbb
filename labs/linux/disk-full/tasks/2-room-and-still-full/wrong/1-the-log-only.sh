# Half of it: the smaller half.
find "$root/log" -type f -name "part-*" -delete
