# Deletes what a plain ls shows as large, and misses what it does not show.
rm -f "/srv/$FOLDER"/*/cache-*/index.db
