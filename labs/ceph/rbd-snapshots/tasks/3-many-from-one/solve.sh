set -eu
rbd --id learner snap protect "vms/$TEMPLATE@gold"
for name in "$WEB" "$SPARE" "$DATABASE"; do rbd --id learner clone "vms/$TEMPLATE@gold" "vms/$name"; done
rbd --id learner flatten --no-progress "vms/$DATABASE"
