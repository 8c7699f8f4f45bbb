# A snapshot of now: the template has changed since gold.
rbd --id learner snap create --no-progress "vms/$TEMPLATE@now"
rbd --id learner snap protect "vms/$TEMPLATE@now"
for name in "$WEB" "$SPARE" "$DATABASE"; do rbd --id learner clone "vms/$TEMPLATE@now" "vms/$name"; done
rbd --id learner flatten --no-progress "vms/$DATABASE"
