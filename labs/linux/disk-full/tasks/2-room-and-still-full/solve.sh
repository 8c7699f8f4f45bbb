find "$root/sessions" -type f -name "sess-*" -mtime +1 -delete
find "$root/log" -type f -name "part-*" -empty -delete
