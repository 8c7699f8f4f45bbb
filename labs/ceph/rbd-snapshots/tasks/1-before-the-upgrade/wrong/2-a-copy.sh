# A second disk, of full size, and no snapshot.
rbd --id learner cp --no-progress "vms/$VM" "vms/$VM-before-$RELEASE"
