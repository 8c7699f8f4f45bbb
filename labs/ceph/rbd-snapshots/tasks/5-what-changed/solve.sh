set -euo pipefail
rbd --id learner snap create --no-progress "vms/$DATA@tuesday"
rbd --id learner export-diff --no-progress --from-snap monday "vms/$DATA@tuesday" - | rbd --id learner import-diff --no-progress - "backup/$DATA"
