import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
let state: string;
beforeAll(async () => {
  database = await withDb();
  state = mkdtempSync(join(tmpdir(), 'springboard-gateway-'));
});
afterAll(async () => {
  await database?.close();
  rmSync(state, { recursive: true });
});

test('the process serves, says how it is, and ends cleanly on SIGTERM', async () => {
  const port = 20_000 + (process.pid % 20_000);
  const gateway = fork(fileURLToPath(new URL('main.ts', import.meta.url)), {
    silent: true,
    env: {
      ...process.env,
      SPRINGBOARD_INSTALLATION: '0badcafe',
      SPRINGBOARD_SECRET: Buffer.alloc(32, 7).toString('base64url'),
      SPRINGBOARD_GATEWAY_PORT: String(port),
      SPRINGBOARD_SSH_PORT: String(port + 1),
      SPRINGBOARD_STATE: state,
      SPRINGBOARD_ENGINE_PROBLEM: JSON.stringify({ reason: 'a test', remedy: 'none' }),
      DATABASE_URL: database.url,
    },
  });
  let printed = '';
  gateway.stdout?.on('data', (data: Buffer) => {
    printed += data.toString();
  });
  gateway.stderr?.on('data', (data: Buffer) => {
    printed += data.toString();
  });
  const exited = once(gateway, 'exit');
  const [message] = await Promise.race([
    once(gateway, 'message'),
    exited.then(() => {
      throw new Error(`the gateway ended: ${printed}`);
    }),
  ]);
  expect(message).toEqual({ kind: 'ready' });
  const health = await fetch(`http://127.0.0.1:${port}/health`);
  expect(await health.json()).toMatchObject({ status: 'ok', sockets: 0, sessions: 0, sshPort: port + 1 });
  const ssh = connect(port + 1, '127.0.0.1');
  expect(String(await once(ssh, 'data'))).toContain('SSH-2.0-Springboard');
  ssh.destroy();
  expect(statSync(join(state, 'ssh_host_ed25519_key')).mode & 0o777).toBe(0o600);
  expect((await fetch(`http://127.0.0.1:${port}/terminal`)).status).toBe(404);
  gateway.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  for (const line of printed.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
  expect(printed).not.toContain(Buffer.alloc(32, 7).toString('base64url'));
});
