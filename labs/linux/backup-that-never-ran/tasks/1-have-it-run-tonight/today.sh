# What is in an archive counts, not its name or who made it.
archive=$(find "/var/backups/$APP" -type f -mtime -1 -size +0 -print -quit 2>/dev/null)
[[ -n $archive ]] || not_yet "There is no backup of today in /var/backups/$APP."
listed=$(tar -tzf "$archive" 2>/dev/null) || not_yet "$archive is not an archive that tar can read."
for number in 1 2 3; do
  grep -q "$APP/$number.data" <<<"$listed" || not_yet "$archive lacks /srv/$APP/$number.data."
done
pass
