# Small again, and every report lost.
find "/srv/$FOLDER" -type f -exec truncate -s 0 {} +
