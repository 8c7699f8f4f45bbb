export OS_CLOUD=admin
at_controller() { ssh -o BatchMode=yes controller bash -eu -s; }
case $SERVICE in
  glance) FILE=/etc/glance/glance-api.conf UNIT=glance-api ;;
  placement) FILE=/etc/placement/placement.conf UNIT=placement-api ;;
esac
JOB=/root/backup/clouds.yaml
write_job() { # id, secret of an application credential
  install -d -m 0700 /root/backup
  cat >$JOB <<CLOUDS
clouds:
  backup:
    region_name: RegionOne
    auth_type: v3applicationcredential
    auth:
      auth_url: http://controller:5000/v3
      application_credential_id: "$1"
      application_credential_secret: "$2"
CLOUDS
  chmod 0600 $JOB
}
as_robot() { # arguments of openstack, as the project's own user
  env -u OS_CLOUD OS_AUTH_URL=http://controller:5000/v3 OS_IDENTITY_API_VERSION=3 OS_REGION_NAME=RegionOne OS_USERNAME=backup-robot \
    OS_PASSWORD="$PASSWORD" OS_PROJECT_NAME="$PROJECT" OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default openstack "$@"
}
