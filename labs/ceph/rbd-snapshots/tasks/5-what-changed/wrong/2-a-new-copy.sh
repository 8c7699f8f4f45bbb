# The whole disk, and monday is gone.
rbd --id learner snap create --no-progress "vms/$DATA@tuesday"
rbd --id learner snap purge --no-progress "backup/$DATA"
rbd --id learner rm --no-progress "backup/$DATA"
rbd --id learner cp --no-progress "vms/$DATA@tuesday" "backup/$DATA"
rbd --id learner snap create --no-progress "backup/$DATA@tuesday"
