import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addTo, amendManifest, readManifest } from './manifest.ts';
import { describeRemoval, type Removal } from './uninstall.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'springboard-manifest-'));
});
afterEach(() => rmSync(state, { recursive: true }));

describe('manifest', () => {
  it('is empty at first, and keeps what is added, once', () => {
    expect(readManifest(state).packages).toEqual([]);
    for (const _time of [1, 2]) {
      amendManifest(state, (manifest) => {
        addTo(manifest.packages, 'incus-base', 'lxcfs');
        addTo(manifest.memberships, { user: 'ada', group: 'incus-admin' });
      });
    }
    expect(readManifest(state)).toMatchObject({
      packages: ['incus-base', 'lxcfs'],
      memberships: [{ user: 'ada', group: 'incus-admin' }],
    });
  });

  it('is not guessed when it is damaged', () => {
    writeFileSync(join(state, 'manifest.json'), '{"version":1}');
    expect(() => readManifest(state)).toThrow(/damaged/);
  });
});

describe('what uninstall says', () => {
  const removal = (change: Partial<Removal>): Removal => ({
    manifest: {
      ...readManifest(state),
      pool: { name: 'springboard', driver: 'btrfs' },
      files: ['/etc/sysctl.d/60-springboard.conf'],
    },
    installations: ['0123abcd'],
    engineAnswers: true,
    foreign: [],
    packages: { remove: ['incus-base'], keep: ['zstd'] },
    databaseUserExists: true,
    stateFolders: [],
    mayChangeMachine: true,
    ...change,
  });

  it('lists what goes and what stays', () => {
    const { removed, kept } = describeRemoval(removal({}), false);
    expect(removed.join('\n')).toMatch(
      /0123abcd[\s\S]*images[\s\S]*pool[\s\S]*60-springboard[\s\S]*incus-base/,
    );
    expect(kept).toEqual(['Debian packages that others need: zstd']);
  });

  it('keeps engine, pool and images while Incus runs somebody else’s instances', () => {
    const { removed, kept } = describeRemoval(removal({ foreign: ['default/theirs'] }), false);
    expect(removed.join('\n')).not.toMatch(/pool|images|incus-base/);
    expect(kept.join('\n')).toMatch(/default\/theirs[\s\S]*incus-base/);
  });
});
