# Counts once there is something to keep.
session "$R2" "$AS2" "$AS1"
saved
