export interface UnitSettings {
  /** Folder of the checkout. */
  readonly repository: string;
  /** The Node.js that the platform is begun with. */
  readonly node: string;
  readonly state: string;
  /** File with variables such as SPRINGBOARD_URL, one a line; it need not be there. */
  readonly environmentFile: string;
  /** Whom the platform runs as. */
  readonly user: string;
  /** Folder that a backup is written into every night; null: none is. */
  readonly backups: string | null;
}

export interface Unit {
  readonly name: string;
  readonly text: string;
}

/** The units that run a platform, and back it up every night where a folder is named. Nothing secret is in them. */
export function unitsOf(settings: UnitSettings): Unit[] {
  const { backups } = settings;
  const platform = { name: 'springboard.service', text: platformUnit(settings) };
  if (backups === null) return [platform];
  return [
    platform,
    { name: 'springboard-backup.service', text: backupUnit(settings, backups) },
    { name: 'springboard-backup.timer', text: backupTimer },
  ];
}

function platformUnit(settings: UnitSettings): string {
  return `[Unit]
Description=Springboard: graded labs on real clusters
After=network-online.target incus.service
Wants=network-online.target

[Service]
Type=exec
${commonOf(settings)}
ExecStart=${commandOf(settings, 'start', '--no-links')}
# The launcher ends its processes itself, in their order.
KillMode=mixed
TimeoutStopSec=90
Restart=on-failure
RestartSec=5

[Install]
WantedBy=multi-user.target
`;
}

function backupUnit(settings: UnitSettings, folder: string): string {
  return `[Unit]
Description=Backup of Springboard
# Its database is asked, not a second one started, when both begin with the machine.
After=springboard.service

[Service]
Type=oneshot
${commonOf(settings)}
# Named by seconds, so that no backup is ever in the way of another.
ExecStart=/bin/sh -c 'exec "$$@" "$$0/springboard-$$(date +%%s).backup"' ${quoted(folder)} ${commandOf(settings, 'cli', 'backup')}
`;
}

const backupTimer = `[Unit]
Description=Backup of Springboard, every night

[Timer]
OnCalendar=*-*-* 03:30:00
RandomizedDelaySec=10min
Persistent=true

[Install]
WantedBy=timers.target
`;

function commonOf({ user, repository, environmentFile, state }: UnitSettings): string {
  return `User=${user}
WorkingDirectory=${escaped(repository)}
Environment=${quoted(`SPRINGBOARD_STATE=${state}`)}
EnvironmentFile=-${escaped(environmentFile)}`;
}

function commandOf({ node, repository }: UnitSettings, ...words: readonly string[]): string {
  return [node, `${repository}/scripts/bootstrap.mjs`, ...words].map(quoted).join(' ');
}

/** A percent sign begins a specifier of systemd's. */
function escaped(text: string): string {
  return text.replaceAll('%', '%%');
}

function quoted(text: string): string {
  const safe = escaped(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '$$$$');
  return /^[\w./:=@-]+$/.test(safe) ? safe : `"${safe}"`;
}
