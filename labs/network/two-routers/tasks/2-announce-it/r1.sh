announces "$R2" "$AS2" "$AS1" "$PREFIX1" "$PREFIX2"
