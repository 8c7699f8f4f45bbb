# One purge away from being gone.
rbd --id learner snap create --no-progress "vms/$VM@before-$RELEASE"
