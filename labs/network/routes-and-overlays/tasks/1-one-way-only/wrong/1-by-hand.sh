# Right, until the next boot.
set -eu
at r1 <<<"ip route replace $PREFIX2 via $R2 dev lan2"
at r2 <<<"ip route replace $PREFIX1 via $R1 dev lan2"
