session "$R2" "$AS2" "$AS1"
