# The shop's file system and what is in it.
root=/srv/$APP

orders() { # file and content, one a line
  local i sum
  for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    sum=$(printf '%s order %s' "$SPRINGBOARD_SEED" "$i" | sha256sum)
    printf '%s/orders/%s.order %s\n' "$root" "${sum:0:8}" "${sum:0:40}"
  done
}

kept() { # ends the check when an order is gone or changed
  local missing=0 path content
  while read -r path content; do
    [[ -f $path && $(cat "$path" 2>/dev/null) == "$content" ]] || missing=$((missing + 1))
  done < <(orders)
  ((missing == 0)) || not_yet "$missing of 12 orders are gone or changed. Rewind to the save point before this task; nothing else brings them back."
}

# The scripts that a boot runs, too: what is in memory only would be gone with it.
install_mount() { # faults: deleted | inodes | none
  cat >"/usr/local/sbin/$APP-disk" <<SCRIPT
#!/bin/bash
set -eu
mountpoint -q $root || mount -t tmpfs -o size=48m,nr_inodes=4000,mode=0755 $APP-disk $root
mkdir -p $root/orders $root/log $root/sessions
[[ -e $root/log/shop.log ]] || : >$root/log/shop.log
SCRIPT
  orders | while read -r path content; do printf "[[ -e %s ]] || printf '%%s\\\\n' %s >%s\n" "$path" "$content" "$path"; done >>"/usr/local/sbin/$APP-disk"
  case $1 in
    inodes)
      cat >>"/usr/local/sbin/$APP-disk" <<SCRIPT
[[ -e $root/sessions/sess-1 ]] || (cd $root/sessions && seq -f 'sess-%g' 1 $SESSIONS | xargs touch -d '3 days ago')
for i in {1..4000}; do : 2>/dev/null >"$root/log/part-\$i" || break; done
SCRIPT
      ;;
  esac
  chmod +x "/usr/local/sbin/$APP-disk"
  cat >"/etc/systemd/system/$APP-disk.service" <<UNIT
[Unit]
Description=File system of $APP

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/$APP-disk
StandardOutput=null
StandardError=null

[Install]
WantedBy=multi-user.target
UNIT
  cat >"/etc/systemd/system/$APP.service" <<UNIT
[Unit]
Description=The shop's orders
Requires=$APP-disk.service
After=$APP-disk.service

[Service]
ExecStart=/usr/bin/python3 /opt/$APP/shop.py $root $2

[Install]
WantedBy=multi-user.target
UNIT
}

clean_slate() {
  systemctl disable --now --quiet "$APP.service" "$APP-disk.service" 2>/dev/null || true
  if mountpoint -q "$root"; then fuser --silent --kill --mount "$root" 2>/dev/null || true; fi
  for _ in {1..50}; do
    mountpoint -q "$root" || break
    umount "$root" 2>/dev/null || sleep 0.1
  done
  rm -rf "/etc/systemd/system/$APP.service.d"
  grep -rls -- "$root" /etc/tmpfiles.d 2>/dev/null | xargs -r rm -f
  mkdir -p "$root"
}

begin() { # starts what install_mount wrote, and waits until the shop is at work
  rm -f "/run/$APP.ready"
  systemctl daemon-reload
  systemctl enable --quiet "$APP-disk.service" "$APP.service"
  systemctl start "$APP.service"
  for _ in {1..100}; do
    [[ -e /run/$APP.ready ]] && return 0
    sleep 0.1
  done
  systemctl status "$APP.service" --no-pager
  exit 1
}
