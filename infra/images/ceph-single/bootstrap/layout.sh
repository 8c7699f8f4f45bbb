# Read by bootstrap.sh of ceph-base.
hosts=(ceph1)
declare -A address=([ceph1]=10.77.0.11)
declare -A osds=([ceph1]="0 1 2")
declare -A clients=()
