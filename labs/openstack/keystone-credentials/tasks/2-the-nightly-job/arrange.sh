set -eu
[[ -e $JOB ]] || write_job 0123456789abcdef0123456789abcdef revoked
