printf "e %s/sessions - - - 1d\n" "$root" >"/etc/tmpfiles.d/$APP.conf"
