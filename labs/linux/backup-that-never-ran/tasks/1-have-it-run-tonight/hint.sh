unit="backup-$APP.timer"
echo "\`$unit\` is **$(systemctl is-active "$unit")** now and **$(systemctl is-enabled "$unit" 2>/dev/null)** for the next boot. The night needs it *active*, the boot needs it *enabled*; \`systemctl enable --now\` gives both."
