at_controller <<END
chown cinder:cinder $KEYRING
systemctl restart cinder-volume
END
