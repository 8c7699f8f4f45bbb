# Asked on the host itself: what happens at the next boot is known nowhere else. Its root could deceive this check, as
# docs/authoring/README.md says; what carries the weight of the task is observed from outside.
off=()
for id in 0 1 2; do
  state=$(systemctl is-enabled "ceph-osd@$id" 2>/dev/null)
  [[ $state == enabled ]] || off+=("ceph-osd@$id is ${state:-unknown}")
done
((${#off[@]} == 0)) || not_yet "$(printf '%s; ' "${off[@]}" | sed 's/; $//'): it would not start at the next boot."
