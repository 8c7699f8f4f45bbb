state=$(systemctl show --property ActiveState --value "$SITE.service")
result=$(systemctl show --property Result --value "$SITE.service")
case $state in
  active) ;;
  failed) not_yet "$SITE has failed ($result). The journal says why: journalctl -u $SITE -n 20" ;;
  *) not_yet "$SITE does not run (it is $state)." ;;
esac
code=$(curl --silent --output /dev/null --max-time 3 --write-out '%{http_code}' "http://127.0.0.1:$SITE_PORT/")
case $code in
  200) pass ;;
  000) not_yet "$SITE runs, but nothing answers at http://127.0.0.1:$SITE_PORT/ yet." ;;
  *) not_yet "$SITE answers at http://127.0.0.1:$SITE_PORT/, but with status $code." ;;
esac
