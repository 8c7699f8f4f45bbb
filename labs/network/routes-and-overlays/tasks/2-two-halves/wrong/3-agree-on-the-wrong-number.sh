# The two ends agree, and not with the plan: the next host that joins is alone.
set -eu
segment host1 "$OTHER_VNI" "$HOST2" lan2 tenant
segment host2 "$OTHER_VNI" "$HOST1" lan2 tenant
