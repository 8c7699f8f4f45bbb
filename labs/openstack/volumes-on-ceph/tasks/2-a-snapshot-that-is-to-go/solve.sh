set -eu
in_project volume create --snapshot tuesday "$COPY" >/dev/null
until_state "$COPY" available
at_ceph <<<"rbd flatten --no-progress volumes/volume-$(id_of "$COPY")"
in_project volume snapshot delete tuesday
