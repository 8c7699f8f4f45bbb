/** Debian packages the engine consists of. `incus-base` is enough for containers; the tools serve its networks and pool. */
export const enginePackages = [
  'incus-base',
  'incus-client',
  'lxcfs',
  'uidmap',
  'dnsmasq-base',
  'nftables',
  'iproute2',
  'btrfs-progs',
  'procps',
  'attr',
] as const;

/** Debian packages that images are built with. */
export const imagePackages = [
  'mmdebstrap',
  'debian-archive-keyring',
  'squashfs-tools',
  'zstd',
  'xz-utils',
  'tar',
] as const;

/** What `npm test` works with besides (of the SSH server only the program, see masks.ts), by the file that tells whether it is there: its Debian package. */
export const testPackages: Readonly<Record<string, string>> = {
  '/usr/bin/chromium': 'chromium',
  '/usr/sbin/sshd': 'openssh-server',
  '/usr/bin/openssl': 'openssl',
  '/usr/bin/python3': 'python3',
  // What the tests of terminals run, and draw with.
  '/usr/bin/vim': 'vim',
  '/usr/bin/less': 'less',
  '/usr/bin/vttest': 'vttest',
  '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf': 'fonts-dejavu-core',
  '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf': 'fonts-droid-fallback',
  '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf': 'fonts-noto-color-emoji',
};
