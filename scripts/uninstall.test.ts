import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newIdentity, writeInstallation } from '@springboard/config/installation.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'springboard-uninstall-'));
  writeInstallation(state, { ...newIdentity(), port: 1, gatewayPort: 2, databasePort: 3 });
  mkdirSync(join(state, 'logs'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

/** `npm run uninstall` of a state folder of its own, away from the machine's engine, with nobody to answer. */
const uninstall = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'uninstall.ts'), ...args], {
    encoding: 'utf8',
    input: '',
    env: {
      ...process.env,
      SPRINGBOARD_STATE: state,
      SPRINGBOARD_MACHINE_STATE: state,
      INCUS_SOCKET: join(state, 'no.socket'),
    },
  });

it('removes nothing when there is nobody to ask', () => {
  const result = uninstall();
  expect(result.stdout).toContain('--yes');
  expect(result.status).toBe(2);
  expect(existsSync(join(state, 'logs'))).toBe(true);
});

it('removes all of it with --yes', () => {
  const result = uninstall('--yes');
  expect(result.stdout).toContain('Done.');
  expect(result.status).toBe(0);
  expect(existsSync(state)).toBe(false);
});
