# Quick, and the evidence is gone.
rbd --id learner snap rollback --no-progress "vms/$VM@before-$RELEASE"
rbd --id learner cp --no-progress "vms/$VM" "vms/$VM-broken"
