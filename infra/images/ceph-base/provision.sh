#!/bin/bash
# Runs inside the root file system, after packages and files.
set -euo pipefail

# bcrypt cannot be imported in a subinterpreter, so with it at the top of mgr_util.py no manager module loads.
# It is needed only where a password is hashed: import it there.
util=/usr/share/ceph/mgr/mgr_util.py
grep -q '^import bcrypt$' "$util"
sed -i -e '/^import bcrypt$/d' -e 's/^    if not salt_password:$/    import bcrypt\n&/' "$util"
python3 - "$util" <<'PY'
import ast, sys
tree = ast.parse(open(sys.argv[1]).read())
assert not any(isinstance(n, ast.Import) and any(a.name == 'bcrypt' for a in n.names) for n in tree.body)
PY
# The manager runs as user ceph, which cannot write next to its modules.
python3 -m compileall -q /usr/share/ceph/mgr

systemctl mask -q nvmf-autoconnect.service nvmefc-boot-connections.service lvm2-monitor.service \
  lvm2-lvmpolld.socket dm-event.socket blk-availability.service smartmontools.service e2scrub_all.timer e2scrub_reap.service xfs_scrub_all.timer
systemctl disable -q ceph-crash.service rbdmap.service
# Which daemons a host runs is in its archive, see /usr/sbin/init.
systemctl enable -q ceph.target ceph-mon.target ceph-mgr.target ceph-osd.target
