announces "$R1" "$AS1" "$AS2" "$PREFIX2" "$PREFIX1"
