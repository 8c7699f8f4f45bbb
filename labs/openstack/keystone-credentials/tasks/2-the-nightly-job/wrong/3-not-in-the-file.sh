set -eu
as_robot application credential create --role reader "$CREDENTIAL" >/dev/null
