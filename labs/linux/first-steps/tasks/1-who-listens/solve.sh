set -eu
pid=$(systemctl show --property MainPID --value "$SERVICE.service")
# Right after a boot it runs before it listens.
for _ in {1..100}; do
  port=$(ss -Hltnp | awk -v pid="pid=$pid," 'index($0, pid) { sub(/.*:/, "", $4); print $4 }')
  [[ -n $port ]] && break
  sleep 0.1
done
echo "$port" >/root/port
