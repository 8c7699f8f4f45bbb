/** Debian packages that image builds need on the host, besides Incus itself. */
export const HOST_PACKAGES = [
  'mmdebstrap',
  'debian-archive-keyring',
  'squashfs-tools',
  'btrfs-progs',
  'zstd',
  'util-linux',
] as const;
