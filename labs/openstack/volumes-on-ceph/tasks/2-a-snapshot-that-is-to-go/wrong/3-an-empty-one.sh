set -eu
in_project volume create --size 1 "$COPY" >/dev/null
in_project volume snapshot delete tuesday
