# A small service with a user, a configuration and records of its own.
set -eu
id "$APP" >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin "$APP"
install -d "/opt/$APP"
install -d -o "$APP" "/srv/$APP"
records >"/srv/$APP/records.csv"
cat >"/opt/$APP/serve.py" <<'PROGRAM'
import http.server
import json
import os
import sys

config = json.load(open(sys.argv[1]))
needs = config.get("needs")
if needs and not os.path.exists(needs):
    sys.exit(f"{needs} is not there: has the data of the night been loaded?")
count = sum(1 for _ in open(config["records"]))


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"{os.path.basename(os.path.dirname(__file__))}: {count} records".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer.allow_reuse_address = True
http.server.ThreadingHTTPServer(("127.0.0.1", config["port"]), Handler).serve_forever()
PROGRAM
write_config "$PORT"
write_unit "$APP"
systemctl daemon-reload
