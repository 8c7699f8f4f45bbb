# The snapshot's content under the right name is not the image rolled back.
rbd --id learner cp --no-progress "vms/$VM@before-$RELEASE" "vms/$VM-broken"
