import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IncusClient } from './client.ts';
import { engineHealth } from './health.ts';

describe('engineHealth', () => {
  let folder: string;
  let socket: string;
  let server: Server | undefined;
  const health = async () => {
    const client = new IncusClient({ kind: 'unix', socket });
    try {
      return await engineHealth(client);
    } finally {
      await client.close();
    }
  };
  const answer = async (metadata: unknown, status = 200) => {
    server = createServer((_request, response) => {
      response.statusCode = status;
      response.end(JSON.stringify({ type: 'sync', metadata }));
    }).listen(socket);
    await once(server, 'listening');
  };
  const good = {
    auth: 'trusted',
    api_extensions: ['network_bridge_acl', 'instance_create_start', 'container_exec_user_group_cwd'],
    environment: { server_version: '6.0.4', driver: 'lxc | qemu' },
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'health-'));
    socket = join(folder, 'unix.socket');
  });
  afterEach(async () => {
    server?.close();
    server = undefined;
    await rm(folder, { recursive: true });
  });

  it('says what runs', async () => {
    await answer(good);
    expect(await health()).toEqual({
      available: true,
      version: '6.0.4',
      kinds: ['container', 'virtual-machine'],
      features: expect.arrayContaining(['nesting']),
    });
  });

  it('says that there is no engine, and how to get one', async () => {
    expect(await health()).toMatchObject({
      available: false,
      reason: expect.stringContaining('does not exist'),
      remedy: expect.stringContaining('npm start'),
    });
  });

  it('says that the engine is not running when its socket is left over', async () => {
    // A socket file whose server is gone, as after a kill.
    const code = `require('net').createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', code]);
    expect(await health()).toMatchObject({
      available: false,
      reason: expect.stringContaining('not running'),
    });
  });

  it('says that the client is not trusted', async () => {
    await answer({ ...good, auth: 'untrusted', environment: {} });
    expect(await health()).toMatchObject({ available: false, remedy: expect.stringContaining('trust') });
  });

  it('says that the engine is too old', async () => {
    await answer({ ...good, api_extensions: [], environment: { server_version: '5.0' } });
    expect(await health()).toMatchObject({
      available: false,
      reason: expect.stringContaining('5.0 is too old'),
    });
  });

  it('says so when something else answers', async () => {
    await answer('hello', 502);
    expect(await health()).toMatchObject({ available: false });
  });
});
