# A few reports, some honest clutter, and one large file that hides beside them.
set -eu
rm -rf "/srv/$FOLDER"
reports | while read -r path content; do
  mkdir -p "${path%/*}"
  printf '%s\n' "$content" >"$path"
done
for month in 01 02 03; do
  mkdir -p "/srv/$FOLDER/2024/cache-$month"
  head -c 300000 /dev/urandom >"/srv/$FOLDER/2024/cache-$month/index.db"
done
hidden=$(reports | sed -n '5s/ .*//p')
head -c "${MEGABYTES}M" /dev/urandom >"${hidden%/*}/.core.$((1000 + PORT % 9000))"
head -c 1M /dev/urandom >"${hidden%/*}/.core.$((1000 + PORT % 9000)).1"
