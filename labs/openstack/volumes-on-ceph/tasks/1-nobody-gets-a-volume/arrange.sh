at_controller <<END
chown root:root $KEYRING
chmod 0600 $KEYRING
systemctl restart cinder-volume
END
