cable "$R2"
