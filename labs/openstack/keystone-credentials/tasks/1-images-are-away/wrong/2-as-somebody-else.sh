at_controller <<END
sed -i 's/^username = $SERVICE\$/username = nova/' $FILE
systemctl restart $UNIT
END
