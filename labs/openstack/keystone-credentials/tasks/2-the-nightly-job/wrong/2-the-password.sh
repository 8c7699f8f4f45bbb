set -eu
cat >$JOB <<CLOUDS
clouds:
  backup:
    region_name: RegionOne
    auth:
      auth_url: http://controller:5000/v3
      username: backup-robot
      password: $PASSWORD
      project_name: $PROJECT
      user_domain_name: Default
      project_domain_name: Default
CLOUDS
