export OS_CLOUD=admin
CIDR=10.$NET.0.0/24
as_person() { # command...: as the team's own user, in the team's project
  env -u OS_CLOUD OS_AUTH_URL=http://controller:5000/v3 OS_IDENTITY_API_VERSION=3 OS_REGION_NAME=RegionOne \
    OS_USERNAME="$PERSON" OS_PASSWORD="$PASSWORD" OS_PROJECT_NAME="$PROJECT" OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default "$@"
}
