export OS_CLOUD=admin
at_ceph() { ssh -o BatchMode=yes ceph1 bash -eu -s; }
upload() { # name, format, file
  openstack image create --disk-format "$2" --container-format bare --file "$3" "$1" >/dev/null
}
RAW=/root/$IMAGE.raw
