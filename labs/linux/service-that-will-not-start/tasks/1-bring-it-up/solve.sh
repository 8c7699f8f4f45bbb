set -eu
case $FAULT in
  port) systemctl disable --now "$APP-old.service" 2>&1 ;;
  user) sed -i "s/^User=.*/User=$APP/" "/etc/systemd/system/$APP.service" ;;
  file)
    chgrp "$APP" "/etc/$APP/config.json"
    chmod 0640 "/etc/$APP/config.json"
    ;;
esac
systemctl daemon-reload
systemctl restart "$APP.service"
answers
