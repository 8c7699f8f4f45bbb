[[ -f $JOB ]] || not_yet "$JOB is gone; the job reads it."
grep -q application_credential "$JOB" || not_yet "$JOB has no application credential any more. A machine should not have a person's password."
said=$(env -u OS_CLOUD OS_CLIENT_CONFIG_FILE="$JOB" openstack --os-cloud backup token issue -f value -c project_id 2>&1) || not_yet "Keystone refuses the job: ${said##*$'\n'}"
