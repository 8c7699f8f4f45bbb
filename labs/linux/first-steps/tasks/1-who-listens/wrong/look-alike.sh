# The service that looks like it: same program, other port.
echo "$DECOY_PORT" >/root/port
