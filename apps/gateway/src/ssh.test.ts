import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SshAuthority } from '@springboard/terminal/node/ssh-server/authority.ts';
import { expect, it, onTestFinished } from 'vitest';
import { startSsh } from './ssh.ts';

const never = () => Promise.reject(new Error('nobody comes'));
const authority: SshAuthority = {
  logIn: never,
  authorize: never,
  reach: never,
  wake: never,
  record: never,
  standsStill: never,
  noteActivity: never,
  connect: never,
};

function start(port: number | null) {
  const folder = mkdtempSync(join(tmpdir(), 'springboard-ssh-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const said: string[] = [];
  const log = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (_fields: object, message: string) => said.push(message),
  };
  const config = port === null ? null : { host: 'localhost', port, hostKeyFile: join(folder, 'key') };
  const startRecording = () => ({ output: () => {}, resize: () => {}, mark: () => {}, end: () => {} });
  return { said, started: startSsh({ config, bind: '127.0.0.1', authority, startRecording, log }) };
}

it('SSH clients are not taken where that is turned off', async () => {
  const { said, started } = start(null);
  const ssh = await started;
  expect([ssh.port, said]).toEqual([null, []]);
  ssh.onChange({ kind: 'revoked', personId: 'p' });
  await ssh.authorizeAgain();
  await ssh.close();
});

it('a port that another program has is said, and the gateway goes on without', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { said, started } = start((other.address() as AddressInfo).port);
  const ssh = await started;
  expect(ssh.port).toBeNull();
  expect(said).toEqual(['SSH clients are not taken; terminals in the page work.']);
  await ssh.close();
  other.close();
});
