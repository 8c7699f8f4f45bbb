import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addTo, amendManifest, readManifest } from './manifest.ts';

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
