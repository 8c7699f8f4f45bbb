# Never passes by itself: while the directory is still full, keeping the reports is no achievement.
missing=0 changed=0
while read -r path content; do
  if [[ ! -f $path ]]; then
    missing=$((missing + 1))
  elif [[ $(cat "$path") != "$content" ]]; then
    changed=$((changed + 1))
  fi
done < <(reports)
((missing == 0)) || not_yet "$missing of 9 reports are gone. Reset the environment to get them back."
((changed == 0)) || not_yet "$changed of 9 reports are not what they were. Reset the environment to get them back."
size=$(du -sm "/srv/$FOLDER" | cut -f1)
((size < 5)) || not_yet "All 9 reports are there. This counts once the directory is small."
