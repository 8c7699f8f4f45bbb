# Orders get old, too.
printf "e %s - - - 1d\n" "$root" >"/etc/tmpfiles.d/$APP.conf"
