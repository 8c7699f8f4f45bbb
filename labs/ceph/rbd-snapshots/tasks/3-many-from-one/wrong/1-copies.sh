# Right content, full size, three times.
for name in "$WEB" "$SPARE" "$DATABASE"; do rbd --id learner cp --no-progress "vms/$TEMPLATE@gold" "vms/$name"; done
