# A segment with one end that is not as planned.
set -eu
route r1 "$PREFIX2" "$R2" &
route r2 "$PREFIX1" "$R1"
wait $!
end() { # node, the other host
  if [[ $1 != "$BAD_END" ]]; then
    segment "$1" "$VNI" "$2" lan2 tenant
    return
  fi
  case $OVERLAY_FAULT in
    number) segment "$1" "$OTHER_VNI" "$2" lan2 tenant ;;
    port) segment "$1" "$VNI" "$2" tenant ;;
    remote) segment "$1" "$VNI" "${2%.*}.99" lan2 tenant ;;
  esac
}
end host1 "$HOST2"
end host2 "$HOST1"
