# Right today, and down again after the next boot.
systemctl start "$APP-data.service"
systemctl restart "$APP.service"
answers
