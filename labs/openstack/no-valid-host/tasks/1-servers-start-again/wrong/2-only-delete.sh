set -eu
in_project server delete --wait "$FAILED"
