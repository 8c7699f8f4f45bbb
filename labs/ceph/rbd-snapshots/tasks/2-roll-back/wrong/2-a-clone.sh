# Kept, as long as nobody removes the snapshot.
rbd --id learner snap create --no-progress "vms/$VM@broken"
rbd --id learner snap protect "vms/$VM@broken"
rbd --id learner clone "vms/$VM@broken" "vms/$VM-broken"
rbd --id learner snap rollback --no-progress "vms/$VM@before-$RELEASE"
