set -eu
in_project volume create --snapshot tuesday "$COPY" >/dev/null
until_state "$COPY" available
