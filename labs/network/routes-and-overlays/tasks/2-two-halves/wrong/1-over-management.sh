# It works, over the network that is for something else.
set -eu
segment host1 "$VNI" 10.77.0.12 lan2 tenant
segment host2 "$VNI" 10.77.0.11 lan2 tenant
