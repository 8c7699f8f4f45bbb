# Read by bootstrap.sh of ceph-base.
hosts=(ceph1 ceph2 ceph3)
declare -A address=([ceph1]=10.77.0.11 [ceph2]=10.77.0.12 [ceph3]=10.77.0.13)
declare -A osds=([ceph1]="0 1" [ceph2]="2 3" [ceph3]="4 5")
# Hosts without daemons, and who they are to the cluster.
declare -A clients=([client]=learner)
