# They reach each other, among another tenant's instances.
set -eu
for node in host1 host2; do access "$OTHER" | at "$node"; done
