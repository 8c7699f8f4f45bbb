printf "e %s/sessions - - - 1d\n" "$root" >"/root/$APP.conf"
