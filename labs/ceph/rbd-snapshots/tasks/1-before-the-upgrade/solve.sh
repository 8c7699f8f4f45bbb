set -eu
rbd --id learner snap create --no-progress "vms/$VM@before-$RELEASE"
rbd --id learner snap protect "vms/$VM@before-$RELEASE"
