set -eu
at_controller <<END
chown cinder:nova $KEYRING
chmod 0640 $KEYRING
systemctl restart cinder-volume
END
for _ in {1..90}; do
  [[ $(openstack volume service list --service cinder-volume -f value -c State) == up ]] && break
  sleep 1
done
in_project volume create --size 1 "$FIRST" >/dev/null
until_state "$FIRST" available
