set -eu
rm -f "/etc/tmpfiles.d/$APP.conf" "/root/$APP.conf"
grep -rls -- "$root" /etc/tmpfiles.d 2>/dev/null | xargs -r rm -f
