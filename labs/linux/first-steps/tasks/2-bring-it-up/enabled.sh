state=$(systemctl is-enabled "$SITE.service" 2>/dev/null)
case $state in
  enabled) pass ;;
  masked*) not_yet "$SITE is masked: it cannot be started at all. systemctl unmask $SITE lifts that." ;;
  enabled-runtime) not_yet "$SITE is enabled until the next boot only; that is the one it should come back after." ;;
  *) not_yet "$SITE is ${state:-unknown}: it would not start at the next boot." ;;
esac
