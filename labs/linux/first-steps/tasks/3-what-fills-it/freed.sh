[[ -d /srv/$FOLDER ]] || not_yet "There is no directory /srv/$FOLDER any more. Only what fills it was to go."
size=$(du -sm "/srv/$FOLDER" | cut -f1)
metric megabytes "$size"
((size < 5)) || not_yet "/srv/$FOLDER still takes $size MiB; it should be under 5."
