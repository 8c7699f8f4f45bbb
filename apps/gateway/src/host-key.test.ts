import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostKeyIn } from './host-key.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'springboard-host-key-'));
  file = join(folder, 'state/ssh_host_ed25519_key');
});
afterAll(() => rmSync(folder, { recursive: true }));

it('is made once, for the platform’s user alone, and OpenSSH reads both halves', async () => {
  const made = await hostKeyIn(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(execFileSync('ssh-keygen', ['-yf', file]).toString().split(' ')[1]).toBe(
    readFileSync(`${file}.pub`, 'utf8').split(' ')[1],
  );
  chmodSync(file, 0o644);
  rmSync(`${file}.pub`);
  expect(await hostKeyIn(file)).toBe(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(execFileSync('ssh-keygen', ['-lf', `${file}.pub`]).toString()).toContain('SHA256:');
});

it('is not made anew over a file that is damaged', async () => {
  const other = join(folder, 'damaged');
  writeFileSync(other, 'no key');
  await expect(hostKeyIn(other)).rejects.toThrow('holds no SSH host key');
  expect(readFileSync(other, 'utf8')).toBe('no key');
});
