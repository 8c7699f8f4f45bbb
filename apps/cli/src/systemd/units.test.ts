import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type UnitSettings, unitsOf } from './units.ts';

const settings: UnitSettings = {
  repository: '/srv/springboard',
  node: '/usr/bin/node',
  state: '/var/lib/springboard',
  environmentFile: '/etc/springboard.env',
  user: 'root',
  backups: null,
};

it('a platform is one unit, which ends in order and begins again after a failure', () => {
  const [unit, ...others] = unitsOf(settings);
  expect(others).toEqual([]);
  expect(unit?.text).toContain(
    'ExecStart=/usr/bin/node /srv/springboard/scripts/bootstrap.mjs start --no-links\n',
  );
  for (const line of ['KillMode=mixed', 'Restart=on-failure', 'EnvironmentFile=-/etc/springboard.env'])
    expect(unit?.text.split('\n')).toContain(line);
});

it('with a folder for backups there is one every night', () => {
  const units = unitsOf({ ...settings, backups: '/var/backups/springboard' });
  expect(units.map(({ name }) => name)).toEqual([
    'springboard.service',
    'springboard-backup.service',
    'springboard-backup.timer',
  ]);
  expect(units[1]?.text).toContain('/scripts/bootstrap.mjs cli backup');
});

it('the command of the backup names a new file in its folder', () => {
  const backups = unitsOf({ ...settings, backups: '/srv/all backups' })[1]?.text ?? '';
  const line = /ExecStart=(.*)/.exec(backups)?.[1] ?? '';
  // What systemd does to a line before the shell sees it; `node` only says what it was given.
  const shell = line.replaceAll('%%', '%').replaceAll('$$', '$').replace('/usr/bin/node', '/bin/echo');
  const { stdout } = spawnSync('/bin/sh', ['-c', shell], { encoding: 'utf8' });
  expect(stdout).toMatch(
    /^\/srv\/springboard\/scripts\/bootstrap\.mjs cli backup \/srv\/all backups\/springboard-\d{10}\.backup\n$/,
  );
});

it('paths with blanks, quotes and what systemd replaces come through', () => {
  const [unit] = unitsOf({ ...settings, repository: '/srv/my "100%" $labs' });
  expect(unit?.text).toContain('WorkingDirectory=/srv/my "100%%" $labs\n');
  expect(unit?.text).toContain('"/srv/my \\"100%%\\" $$labs/scripts/bootstrap.mjs"');
});

it.runIf(spawnSync('systemd-analyze', ['--version']).status === 0)('systemd takes them as they are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'springboard-units-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'backups'));
  const units = unitsOf({
    ...settings,
    node: process.execPath,
    repository: folder,
    backups: join(folder, 'backups'),
  });
  for (const { name, text } of units) writeFileSync(join(folder, name), text);
  const files = units.map(({ name }) => join(folder, name));
  const { stderr } = spawnSync('systemd-analyze', ['verify', ...files], { encoding: 'utf8' });
  expect(stderr.split('\n').filter((line) => line.includes('/springboard'))).toEqual([]);
});
