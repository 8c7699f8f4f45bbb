# Deleting hangs like every write.
note_it
scratch | xargs timeout 10 rados -p "$TENANT" rm || true
