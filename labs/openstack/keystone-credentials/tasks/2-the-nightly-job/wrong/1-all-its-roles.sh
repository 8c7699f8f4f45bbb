set -eu
made=$(as_robot application credential create "$CREDENTIAL" -f json)
write_job "$(jq -r .id <<<"$made")" "$(jq -r .secret <<<"$made")"
