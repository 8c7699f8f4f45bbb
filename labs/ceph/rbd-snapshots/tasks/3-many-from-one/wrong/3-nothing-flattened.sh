# The database hangs on the template.
rbd --id learner snap protect "vms/$TEMPLATE@gold"
for name in "$WEB" "$SPARE" "$DATABASE"; do rbd --id learner clone "vms/$TEMPLATE@gold" "vms/$name"; done
