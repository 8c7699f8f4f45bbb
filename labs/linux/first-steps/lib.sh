# The reports of task 3: where they are and what is in them follows from the seed, so nothing has to be kept on the host.
reports() { # prints "path content", one a line
  local i sum
  for i in 1 2 3 4 5 6 7 8 9; do
    sum=$(printf '%s report %s' "$SPRINGBOARD_SEED" "$i" | sha256sum)
    printf '/srv/%s/%s/%s/%s.report %s\n' "$FOLDER" "202$((i % 3 + 3))" "${sum:0:2}" "${sum:2:8}" "${sum:0:64}"
  done
}
