[[ -f $KEYRING ]] || not_yet "$KEYRING is gone; Cinder and Nova sign in with it."
grep -q '^\[client.cinder\]' "$KEYRING" || not_yet "$KEYRING holds no key of client.cinder."
for user in cinder nova; do
  setpriv --reuid "$user" --regid "$user" --init-groups test -r "$KEYRING" || not_yet "The user $user cannot read $KEYRING."
done
setpriv --reuid nobody --regid nogroup --clear-groups test -r "$KEYRING" && not_yet "Everybody can read $KEYRING: ls -l shows it."
grep -qE '^rbd_user *= *cinder' /etc/cinder/cinder.conf || not_yet "Cinder is to sign in as client.cinder, see rbd_user in /etc/cinder/cinder.conf."
systemctl is-active --quiet cinder-volume || not_yet "cinder-volume does not run."
