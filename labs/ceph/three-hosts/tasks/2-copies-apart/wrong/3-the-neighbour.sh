# Another pool of the three.
ceph osd crush rule create-replicated apart default host
for pool in mail media backup; do
  [ "$pool" = "$ODD" ] && continue
  ceph osd pool set "$pool" crush_rule apart
  break
done
