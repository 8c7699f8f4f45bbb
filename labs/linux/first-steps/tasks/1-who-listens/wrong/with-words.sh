echo "port $PORT/tcp" >/root/port
