#!/bin/bash
# Runs inside the root file system, after packages and files.
set -euo pipefail

mkdir -p -m 0700 /root/.ssh
printf 'LANG=C.UTF-8\n' >/etc/default/locale
ln -sf /usr/share/zoneinfo/Etc/UTC /etc/localtime

# Login: no message of the day, no mail; each costs time before the first prompt.
sed -i -E '/pam_(motd|mail)\.so/d' /etc/pam.d/sshd
: >/etc/motd
rm -f /etc/update-motd.d/*

systemctl set-default -q multi-user.target
systemctl enable -q systemd-networkd.service systemd-networkd-wait-online.service springboard-host-key.service
systemctl disable -q sshd-keygen.service getty@tty1.service remote-fs.target systemd-pstore.service

# What a container has no use for, or cannot do.
systemctl mask -q \
  apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer fstrim.timer man-db.timer \
  console-getty.service container-getty@.service getty@.service serial-getty@.service \
  dev-hugepages.mount sys-kernel-config.mount sys-kernel-debug.mount sys-kernel-tracing.mount \
  sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount systemd-binfmt.service \
  kmod-static-nodes.service modprobe@.service systemd-modules-load.service \
  systemd-ask-password-console.path systemd-ask-password-wall.path \
  systemd-firstboot.service systemd-hibernate-clear.service systemd-hwdb-update.service \
  systemd-journal-catalog-update.service ldconfig.service systemd-sysusers.service systemd-update-done.service \
  systemd-machine-id-commit.service systemd-random-seed.service \
  systemd-pcrmachine.service systemd-pcrphase.service systemd-pcrphase-sysinit.service \
  systemd-tpm2-setup.service systemd-tpm2-setup-early.service \
  systemd-creds.socket systemd-pcrextend.socket systemd-pcrlock.socket systemd-sysext.socket systemd-initctl.socket \
  systemd-network-generator.service systemd-udev-load-credentials.service systemd-networkd-persistent-storage.service systemd-tmpfiles-setup-dev-early.service systemd-tmpfiles-setup-dev.service

# logind starts when it is asked for, which `reboot` and `loginctl` do, and not at every boot.
mkdir -p /etc/systemd/system/multi-user.target.wants
ln -s /dev/null /etc/systemd/system/multi-user.target.wants/systemd-logind.service

# Generators run at every boot and every daemon-reload.
mkdir -p /etc/systemd/system-generators
for generator in /usr/lib/systemd/system-generators/*; do
  case ${generator##*/} in
    systemd-fstab-generator | systemd-sysv-generator) ;;
    *) ln -sf /dev/null "/etc/systemd/system-generators/${generator##*/}" ;;
  esac
done

# `man -k` and `apropos` answer at once.
mandb -cq
