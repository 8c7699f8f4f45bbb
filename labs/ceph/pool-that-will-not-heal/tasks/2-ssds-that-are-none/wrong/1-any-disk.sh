# Heals, and gives the promise away.
ceph osd pool set "$METRICS" crush_rule replicated_rule 2>&1
wait_until "all clean" all_clean
