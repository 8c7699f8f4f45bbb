# All small files, and orders are small files.
find "$root" -type f -size -2k -delete
