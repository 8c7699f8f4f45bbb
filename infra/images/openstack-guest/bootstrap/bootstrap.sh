#!/bin/bash
# Makes guest.qcow2 in $1: Debian's cloud kernel, and an initramfs with busybox and dropbear, on a small disk that syslinux boots. A whole
# Debian takes minutes to boot without KVM, this one seconds: see init.sh for what it does.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")") out=$1
kernel=$(basename "$(ls -d /usr/lib/modules/*-cloud-amd64 | tail -n 1)")
tree=$(mktemp -d)
install -d "$tree"/{bin,sbin,dev,proc,sys,etc/dropbear,tmp,run,lib/modules,lib64,lib/x86_64-linux-gnu,var/run} -m 0755
install -d -m 0700 "$tree"/root "$tree"/root/.ssh
install -m 0755 /usr/bin/busybox "$tree/bin/busybox"
install -m 0755 /usr/sbin/dropbear /usr/bin/dropbearkey "$tree/sbin/"
install -m 0755 "$here/init.sh" "$tree/init"
install -m 0755 "$here/lease.sh" "$tree/etc/lease.sh"
printf 'root:*:0:0:root:/root:/bin/sh\n' >"$tree/etc/passwd"
printf 'root:x:0:\n' >"$tree/etc/group"
printf '/bin/sh\n' >"$tree/etc/shells"
ldd /usr/sbin/dropbear | grep -oE '/[^ ]+\.so[^ ]*' | while read -r library; do
  case $library in /lib64/*) to=$tree/lib64 ;; *) to=$tree/lib/x86_64-linux-gnu ;; esac
  install -m 0755 "$(readlink -f "$library")" "$to/$(basename "$library")"
done
for module in net/core/failover drivers/net/net_failover drivers/net/virtio_net drivers/block/virtio_blk drivers/char/hw_random/virtio-rng; do
  xz -dc "/usr/lib/modules/$kernel/kernel/$module.ko.xz" >"$tree/lib/modules/$(basename "$module").ko"
done
(cd "$tree" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -9) >"$out/initrd"
cp "/boot/vmlinuz-$kernel" "$out/vmlinuz"

raw=$out/guest.raw size=$(( ($(stat -c %s "$out/vmlinuz") + $(stat -c %s "$out/initrd")) / 1048576 + 6 ))
truncate -s "${size}M" "$raw"
export MTOOLS_SKIP_CHECK=1
mformat -i "$raw" -T $((size * 2048)) -h 16 -s 63 ::
mcopy -i "$raw" "$out/vmlinuz" "$out/initrd" "$here/syslinux.cfg" ::/
syslinux --install "$raw"
qemu-img convert -c -O qcow2 "$raw" "$out/guest.qcow2"
ls -l "$out"
rm "$raw" "$out/vmlinuz" "$out/initrd"
