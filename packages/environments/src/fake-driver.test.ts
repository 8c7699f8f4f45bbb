import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { describeConformance } from './conformance.ts';
import { DriverError, type EnvironmentSpec } from './driver.ts';
import { FakeDriver } from './fake-driver.ts';
import { execLocally } from './local-exec.ts';
import { pairTopology } from './pair-topology.ts';

function newSpec(): EnvironmentSpec {
  const image = { name: 'linux-single', hash: '000000000001' };
  return {
    id: randomUUID(),
    topology: pairTopology,
    images: { host1: image, grader: image },
    authorizedKey: 'ssh-ed25519 AAAA',
  };
}

describeConformance('fake driver', async () => {
  const driver = new FakeDriver({
    exec: (_id, _node, request) => execLocally(request),
    images: new Set(['linux-single/000000000001']),
  });
  return {
    driver,
    newSpec,
    startEcho: async () => 7,
    stopNode: async (id, node) => driver.setStatus(id, node, 'stopped'),
    keepsDisks: false,
    close: async () => undefined,
  };
});

describe('fake driver under control', () => {
  const never = new AbortController().signal;
  const failure = new DriverError('no-space', 'full');

  it.each(['network', 'nodes', 'boot'] as const)(
    'fails in stage %s as often as told, then works',
    async (stage) => {
      const driver = new FakeDriver();
      driver.controls.fail(stage, failure, 1);
      const spec = newSpec();
      const reported: string[] = [];
      await expect(
        driver.apply(spec, (event) => reported.push(`${event.stage} ${event.status}`), never),
      ).rejects.toBe(failure);
      expect(reported.at(-1)).toBe(`${stage} started`);
      await driver.apply(spec, () => undefined, never);
      expect((await driver.inspect(spec.id))?.nodes).toHaveLength(2);
    },
  );

  it('hangs until released', async () => {
    const driver = new FakeDriver();
    const hold = driver.controls.hang('nodes');
    const spec = newSpec();
    const applying = driver.apply(spec, () => undefined, never);
    await hold.reached;
    expect((await driver.inspect(spec.id))?.nodes).toEqual([]);
    hold.release();
    await applying;
  });

  it('hangs until cancelled', async () => {
    const driver = new FakeDriver();
    const hold = driver.controls.hang('boot');
    const abort = new AbortController();
    const applying = driver.apply(newSpec(), () => undefined, abort.signal);
    await hold.reached;
    abort.abort();
    await expect(applying).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('dawdles', async () => {
    const driver = new FakeDriver();
    driver.controls.slow('list', 40);
    const started = performance.now();
    await driver.list();
    expect(performance.now() - started).toBeGreaterThanOrEqual(38);
  });

  it('answers health as unavailable while it is away, and again after it healed', async () => {
    const driver = new FakeDriver();
    driver.controls.fail('health', new DriverError('unreachable', 'the engine is away'));
    expect(await driver.health()).toMatchObject({ available: false, reason: 'the engine is away' });
    driver.controls.heal();
    expect(await driver.health()).toMatchObject({ available: true });
  });

  it('answers exec as scripted and remembers the calls', async () => {
    const driver = new FakeDriver({ exec: (_id, node) => ({ exitCode: 2, stdout: `on ${node}` }) });
    const spec = newSpec();
    await driver.apply(spec, () => undefined, never);
    const result = await driver.exec(spec.id, 'grader', { command: ['ceph', 'status'], timeoutMs: 1 });
    expect(result.exitCode).toBe(2);
    expect(Buffer.from(result.stdout).toString()).toBe('on grader');
    expect(driver.calls).toEqual([`apply ${spec.id}`, `exec ${spec.id} grader ceph status`]);
  });

  it('loses nodes and environments behind the back', async () => {
    const driver = new FakeDriver();
    const spec = newSpec();
    await driver.apply(spec, () => undefined, never);
    driver.lose(spec.id, 'host1');
    expect((await driver.inspect(spec.id))?.nodes).toEqual([{ name: 'grader', status: 'running' }]);
    driver.lose(spec.id);
    expect(await driver.list()).toEqual([]);
  });

  it('connects to a server of the test', async () => {
    const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const driver = new FakeDriver({ connect: () => connect(address.port, '127.0.0.1') });
    const spec = newSpec();
    await driver.apply(spec, () => undefined, never);
    expect(await text(await driver.connect(spec.id, 'host1', 22))).toBe('hello');
    server.close();
  });
});
