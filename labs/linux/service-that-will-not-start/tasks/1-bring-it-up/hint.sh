result=$(systemctl show --property Result --value "$APP.service")
code=$(systemctl show --property ExecMainStatus --value "$APP.service")
last=$(journalctl -u "$APP.service" -n 40 -o cat --no-pager | grep -E 'Error|error|denied|Failed to|in use' | tail -n 1)
echo "systemd: *$result*, exit status **$code**. The last word of the journal that matters:"
printf '\n```\n%s\n```\n' "${last:-nothing}"
case $code in
  217) echo "217 is systemd's own: it could not become the user that the unit names." ;;
  1) echo "1 is the program's own: the lines before it are its." ;;
esac
