# On the client, as the client: whether its own key is enough is seen nowhere else.
keys=$(grep -l '^\[client\.admin\]' /etc/ceph/* /root/*.keyring 2>/dev/null)
[ -z "$keys" ] || not_yet "The administrator's key is on the client, in ${keys//$'\n'/, }. The client must do without it."
export CEPH_ARGS="--id learner --client-mount-timeout 5 --rados-osd-op-timeout 5"
info=$(timeout 15 rbd info "$POOL/$IMAGE" --format json 2>/tmp/said) || {
  note "$(tail -3 /tmp/said)"
  rm -f /tmp/said
  not_yet "client.learner finds no image $IMAGE in a pool $POOL: rbd ls $POOL on the client shows what it finds."
}
rm -f /tmp/said
size=$(jq .size <<<"$info")
((size == MEBIBYTES * 1048576)) || not_yet "The image $IMAGE has $((size / 1048576)) MiB, this task asks for $MEBIBYTES: rbd resize can mend it."
