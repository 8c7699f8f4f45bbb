# What differs between clouds that are made by bootstrap.sh.
more_state=()
