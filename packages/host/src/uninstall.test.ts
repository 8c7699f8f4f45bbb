import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newIdentity, writeInstallation } from '@springboard/config/installation.ts';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carryOutRemoval } from './carry-out-removal.ts';
import { type Manifest, readManifest, writeManifest } from './manifest.ts';
import { isStateFolder } from './state-folder.ts';
import { describeRemoval, planRemoval, type Removal } from './uninstall.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'springboard-removal-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

const nothing = (): Manifest => readManifest(join(state, 'nowhere'));
const removalOf = (change: Partial<Removal> = {}): Removal => ({
  manifest: {
    ...nothing(),
    installations: ['0123abcd'],
    pool: { name: 'springboard', driver: 'btrfs' },
    files: ['/etc/sysctl.d/60-springboard.conf'],
  },
  engine: 'answers',
  installations: ['0123abcd'],
  engineStays: null,
  packages: { remove: ['incus-base'], keep: ['zstd'] },
  users: ['springboard-db'],
  stateFolders: [],
  mayChangeMachine: true,
  ...change,
});

describe('what uninstall says', () => {
  it('lists what goes and what stays', () => {
    const { removed, kept } = describeRemoval(removalOf(), false);
    expect(removed.join('\n')).toMatch(
      /0123abcd[\s\S]*images[\s\S]*pool[\s\S]*60-springboard[\s\S]*incus-base[\s\S]*springboard-db/,
    );
    expect(kept).toEqual(['Debian packages that others need: zstd']);
  });

  it('keeps engine, pool and images while Incus holds what is somebody else’s', () => {
    const engineStays = 'Incus holds what is not ours: instance default/theirs';
    const { removed, kept } = describeRemoval(removalOf({ engineStays }), false);
    expect(removed.join('\n')).not.toMatch(/pool|images|incus-base/);
    expect(removed.join('\n')).toContain('0123abcd');
    expect(kept.join('\n')).toMatch(/default\/theirs[\s\S]*incus-base/);
  });

  it('keeps all that a silent engine may hold', () => {
    const silent = { engine: 'silent', engineStays: 'it does not answer' } as const;
    const { removed, kept } = describeRemoval(removalOf(silent), false);
    expect(removed.join('\n')).not.toMatch(/0123abcd|pool|images|incus-base/);
    expect(kept.join('\n')).toMatch(/0123abcd[\s\S]*pool[\s\S]*incus-base/);
  });
});

describe('carrying a removal out', () => {
  /** Without an engine: its socket is not there. */
  const config = () =>
    loadLauncherConfig({
      SPRINGBOARD_STATE: state,
      INCUS_SOCKET: join(state, 'no.socket'),
    });
  const said: string[] = [];
  const carryOut = async (withDatabase: boolean, change: Partial<Removal>) => {
    said.length = 0;
    const removal = { ...(await planRemoval(config())), ...change };
    return carryOutRemoval(config(), removal, withDatabase, (text) => said.push(text));
  };
  const quiet = { packages: { remove: [], keep: [] }, mayChangeMachine: true };
  const make = (manifest: Partial<Manifest> = {}) => {
    writeInstallation(state, { ...newIdentity(), port: 1, gatewayPort: 2, databasePort: 3 });
    writeManifest(state, { ...nothing(), stateFolders: [state], ...manifest });
    for (const folder of ['logs', 'run', 'postgres', 'image-cache', 'recordings', 'content', 'lab-tests'])
      mkdirSync(join(state, folder));
    for (const file of ['logs/api.log', 'ssh_host_ed25519_key', 'ssh_host_ed25519_key.pub'])
      writeFileSync(join(state, file), '');
  };

  it('leaves nothing of a state folder when all goes', async () => {
    make();
    expect(await carryOut(true, quiet)).toBe(true);
    expect(existsSync(state)).toBe(false);
  });

  it('leaves database, identity and record when the results stay', async () => {
    make();
    expect(await carryOut(false, quiet)).toBe(true);
    expect(readdirSync(state).sort()).toEqual([
      'installation.json',
      'manifest.json',
      'postgres',
      'recordings',
      'ssh_host_ed25519_key',
      'ssh_host_ed25519_key.pub',
    ]);
    expect(readManifest(state).stateFolders).toEqual([state]);
  });

  it('leaves alone what others keep in the same folder', async () => {
    make();
    mkdirSync(join(state, 'photos'));
    writeFileSync(join(state, 'logs/theirs.log'), '');
    expect(await carryOut(true, quiet)).toBe(true);
    expect(readdirSync(state).sort()).toEqual(['logs', 'photos']);
    expect(readdirSync(join(state, 'logs'))).toEqual(['theirs.log']);
    expect(said.join('\n')).toContain('photos');
  });

  it('does not touch a folder without our identity or record', async () => {
    mkdirSync(join(state, 'logs'));
    writeFileSync(join(state, 'logs/api.log'), '');
    writeFileSync(join(state, 'manifest.json'), '{"name":"a web application"}');
    expect(isStateFolder(state)).toBe(false);
    rmSync(join(state, 'manifest.json'));
    expect(await carryOut(true, quiet)).toBe(true);
    expect(existsSync(join(state, 'logs/api.log'))).toBe(true);
  });

  it('keeps written down what is in an engine that does not answer', async () => {
    make({
      installations: ['0123abcd'],
      pool: { name: 'springboard', driver: 'btrfs' },
      packages: ['incus-base'],
    });
    const silent = { engine: 'silent', engineStays: 'it does not answer' } as const;
    // A name that apt does not know stands for the engine's packages, for the day this test is right to fail.
    const packages = { remove: ['springboard-no-such'], keep: [] };
    expect(await carryOut(true, { ...silent, packages, mayChangeMachine: true })).toBe(true);
    expect(said.join('\n')).not.toContain('packages');
    expect(readManifest(state)).toMatchObject({
      installations: ['0123abcd'],
      pool: { name: 'springboard' },
      packages: ['incus-base'],
    });
  });

  it.runIf(process.getuid?.() === 0)('strikes out what went well only', async () => {
    const [file, folder] = [join(state, 'a.sources'), join(state, 'not-a-file')];
    writeFileSync(file, '');
    mkdirSync(folder);
    make({ files: [file, folder], memberships: [{ user: 'springboard-no-such', group: 'incus-admin' }] });
    expect(await carryOut(true, quiet)).toBe(false);
    expect(existsSync(file)).toBe(false);
    expect(said.join('\n')).toMatch(/not-a-file removed: failed/);
    expect(readManifest(state)).toMatchObject({ files: [folder], memberships: [] });
    expect(existsSync(join(state, 'installation.json'))).toBe(false);

    rmSync(folder, { recursive: true });
    expect(await carryOut(true, quiet)).toBe(true);
    expect(existsSync(state)).toBe(false);
  });
});
