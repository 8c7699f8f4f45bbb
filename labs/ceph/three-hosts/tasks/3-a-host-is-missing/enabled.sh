# What happens at the next boot is known on the host itself only.
off=()
for unit in ceph-mon@ceph3 ceph-mgr@ceph3 ceph-osd@4 ceph-osd@5; do
  state=$(systemctl is-enabled "$unit" 2>/dev/null)
  [[ $state == enabled ]] || off+=("$unit is ${state:-unknown}")
done
((${#off[@]} == 0)) || not_yet "$(printf '%s; ' "${off[@]}" | sed 's/; $//'): it would not start at the next boot."
