# Another pool of the three.
for pool in mail media backup; do
  [ "$pool" = "$ODD" ] && continue
  ceph osd pool set "$pool" crush_rule apart
  break
done
