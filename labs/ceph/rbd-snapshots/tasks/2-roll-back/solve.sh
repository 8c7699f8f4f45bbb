set -eu
rbd --id learner cp --no-progress "vms/$VM" "vms/$VM-broken"
rbd --id learner snap rollback --no-progress "vms/$VM@before-$RELEASE"
