version=$(cat /var/lib/firmware/version 2>/dev/null)
[[ $version == "$FIRMWARE" ]] || not_yet "ceph2 has the firmware ${version:-(none)}, and is to have $FIRMWARE."
