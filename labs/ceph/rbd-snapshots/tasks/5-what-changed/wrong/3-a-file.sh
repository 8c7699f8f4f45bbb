# The differences lie in a file, on the host that the backup is for.
rbd --id learner snap create --no-progress "vms/$DATA@tuesday"
rbd --id learner export-diff --no-progress --from-snap monday "vms/$DATA@tuesday" "/root/$DATA.diff"
