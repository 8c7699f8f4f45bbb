value() { sed -n "/^\[keystone_authtoken\]/,/^\[/s/^$1 *= *//p" "$FILE" | tail -n 1; }
user=$(value username) password=$(value password)
[[ -n $user && -n $password ]] || not_yet "$FILE has no user or password for Keystone in [keystone_authtoken]."
[[ $user == "$SERVICE" ]] || not_yet "The service signs in as $user. It has a user of its own, $SERVICE, so that one can tell them apart."
env -u OS_CLOUD OS_AUTH_URL=http://controller:5000/v3 OS_IDENTITY_API_VERSION=3 OS_USERNAME="$user" OS_PASSWORD="$password" OS_PROJECT_NAME=service \
  OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default openstack token issue -f value -c id >/dev/null 2>&1 ||
  not_yet "Keystone gives the user $user no token with the password that is in $FILE."
systemctl is-active --quiet "$UNIT" || not_yet "$UNIT does not run."
