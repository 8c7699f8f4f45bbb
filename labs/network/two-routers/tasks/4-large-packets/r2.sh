cable "$R1"
