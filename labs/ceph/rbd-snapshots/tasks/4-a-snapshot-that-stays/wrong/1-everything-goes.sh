# All that hung on it is gone as well.
rbd --id learner rm --no-progress "backup/$TENANT"
for id in $(rbd --id learner trash ls --all vms --format json | jq -r '.[].id'); do rbd --id learner trash rm --no-progress "vms/$id"; done
rbd --id learner snap unprotect "vms/$RETIRED@gold"
rbd --id learner snap purge --no-progress "vms/$RETIRED"
rbd --id learner rm --no-progress "vms/$RETIRED"
