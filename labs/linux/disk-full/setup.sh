# The shop: takes orders into files, and keeps its log open.
set -eu
install -d "/opt/$APP" "$root"
cat >"/opt/$APP/shop.py" <<'PROGRAM'
import os
import sys
import time

root, hidden = sys.argv[1], int(sys.argv[2])
ready = f"/run/{os.path.basename(root)}.ready"
if os.path.exists(ready):
    os.remove(ready)
log = open(f"{root}/log/shop.log", "ab", buffering=0)
if hidden and not os.path.exists(f"/run/{os.path.basename(root)}.restarted"):
    # What last night's clean-up removed is still open here.
    for _ in range(hidden):
        log.write(b"order noted\n" * 87381)
    os.remove(f"{root}/log/shop.log")
    open(f"{root}/log/shop.log", "wb").close()
    open(f"/run/{os.path.basename(root)}.restarted", "w").close()
open(ready, "w").close()
while True:
    try:
        with open(f"{root}/orders/.probe", "w") as probe:
            probe.write("x" * 4096)
    except OSError as error:
        print(f"the order was not saved: {error}", file=sys.stderr, flush=True)
    time.sleep(5)
PROGRAM
