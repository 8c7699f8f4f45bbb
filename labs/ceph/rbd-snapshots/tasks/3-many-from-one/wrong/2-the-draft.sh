# The snapshot that was protected already.
for name in "$WEB" "$SPARE" "$DATABASE"; do rbd --id learner clone "vms/$TEMPLATE@draft" "vms/$name"; done
rbd --id learner flatten --no-progress "vms/$DATABASE"
