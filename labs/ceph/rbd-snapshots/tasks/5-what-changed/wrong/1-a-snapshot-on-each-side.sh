# The right names, and nothing was sent.
rbd --id learner snap create --no-progress "vms/$DATA@tuesday"
rbd --id learner snap create --no-progress "backup/$DATA@tuesday"
