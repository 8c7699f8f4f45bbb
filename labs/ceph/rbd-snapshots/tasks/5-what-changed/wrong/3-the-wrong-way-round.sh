# Applied to the disk that it comes from.
rbd --id learner snap create --no-progress "backup/$DATA@tuesday"
rbd --id learner export-diff --no-progress --from-snap monday "backup/$DATA@tuesday" - | rbd --id learner import-diff --no-progress - "vms/$DATA"
