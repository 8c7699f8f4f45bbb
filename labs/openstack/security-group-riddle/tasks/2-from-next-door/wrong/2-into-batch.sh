set -eu
in_project server add security group app batch
