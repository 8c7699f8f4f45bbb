at_controller <<END
chmod 0644 $KEYRING
systemctl restart cinder-volume
END
