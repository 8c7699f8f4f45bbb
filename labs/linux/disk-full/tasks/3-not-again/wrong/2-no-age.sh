# A rule without an age makes directories, and cleans nothing.
printf "d %s/sessions 0755 root root -\n" "$root" >"/etc/tmpfiles.d/$APP.conf"
