# The neighbour's address put on an interface, so that the wrong address answers at least.
set -eu
at r2 <<END
ip address replace 10.10.21.1/32 dev lo
END
