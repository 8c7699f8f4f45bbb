# The trash was forgotten, so the rest is refused.
rbd --id learner flatten --no-progress "backup/$TENANT"
rbd --id learner snap unprotect "vms/$RETIRED@gold" || true
