# Which of the ten snapshots named "test" was it?
rbd --id learner snap create --no-progress "vms/$VM@test"
rbd --id learner snap protect "vms/$VM@test"
