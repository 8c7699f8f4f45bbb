set -eu
pid=$(systemctl show --property MainPID --value "$SERVICE.service")
ss -Hltnp | grep "pid=$pid," | awk '{ print $4 }' | sed 's/.*://' >/root/port
