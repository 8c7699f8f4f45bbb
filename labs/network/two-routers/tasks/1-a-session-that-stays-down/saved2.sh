# Counts once there is something to keep.
session "$R1" "$AS1" "$AS2"
saved
