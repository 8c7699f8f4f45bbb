import { pairTopology } from '@springboard/environments/pair-topology.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { within } from './deadline.ts';
import { IncusDriver } from './driver.ts';
import { ToldEngine } from './told-engine.ts';

const short = {
  read: 150,
  change: 200,
  begin: 250,
  operations: { create: 350, state: 300, freeze: 200, disk: 400 },
  look: 100,
};

const id = '0197a2b4-5c6d-7e8f-9012-3456789abcde';
const image = { name: 'linux-single', hash: '000000000000' };
const spec = {
  id,
  topology: pairTopology,
  images: { host1: image, grader: image },
  authorizedKey: 'ssh-ed25519 AAAA test',
};
const instance = {
  name: '789abcde-host1',
  status: 'Running',
  project: 'springboard',
  last_used_at: '2026-01-01T00:00:00Z',
  config: { 'user.springboard.environment': id },
};

/** Real sockets to an engine that says nothing, stops in the middle, or never ends what it began. */
describe('an engine that hangs', () => {
  let engine: ToldEngine;
  let driver: IncusDriver;

  beforeEach(async () => {
    engine = await ToldEngine.open();
    const endpoint = { kind: 'unix', socket: engine.socket } as const;
    driver = new IncusDriver({ installation: '01234567', endpoint, deadlines: short });
  });
  afterEach(async () => {
    await driver.close();
    await engine.close();
  });

  const silent = { name: 'DriverError', kind: 'unreachable', retryable: true };
  const calls = {
    list: (signal?: AbortSignal) => driver.list(signal),
    inspect: (signal?: AbortSignal) => driver.inspect(id, signal),
    usage: (signal?: AbortSignal) => driver.usage(id, signal),
    capacity: (signal?: AbortSignal) => driver.capacity(signal),
    hasImage: (signal?: AbortSignal) => driver.hasImage(image, signal),
    destroy: (signal?: AbortSignal) => driver.destroy(id, signal),
    deleteSavePoint: (signal?: AbortSignal) => driver.deleteSavePoint(id, 'start', signal),
    freeze: (signal?: AbortSignal) => driver.freeze(id, signal),
    thaw: (signal?: AbortSignal) => driver.thaw(id, signal),
    save: (signal?: AbortSignal) => driver.save(id, 'start', signal),
    connect: (signal?: AbortSignal) => driver.connect(id, 'host1', 22, signal),
    exec: (signal?: AbortSignal) =>
      driver.exec(id, 'host1', { command: ['true'], timeoutMs: 1_000, ...(signal && { signal }) }),
    apply: (signal?: AbortSignal) =>
      driver.apply(spec, () => undefined, signal ?? new AbortController().signal),
    rewind: (signal?: AbortSignal) =>
      driver.rewind(spec, 'start', () => undefined, signal ?? new AbortController().signal),
  };
  const names = Object.keys(calls) as (keyof typeof calls)[];

  it.each(names)('ends %s when nothing is ever answered, and says what it waited for', async (name) => {
    const error = await calls[name]().catch((reason: unknown) => reason);
    expect(error).toMatchObject(silent);
    expect(String(error)).toMatch(/Incus has not finished (GET|POST) \/1\.0\/\S+ within (150|200) ms/);
  });

  // What `apply` makes first is never left half-way: of that only its limit is an end.
  it.each(names.filter((name) => name !== 'apply'))('lets go of %s when it is cancelled', async (name) => {
    const abort = new AbortController();
    engine.answer = () => abort.abort();
    await expect(calls[name](abort.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('ends a read whose answer stops after the headers', async () => {
    engine.raw = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"type":"sync","metadata":[');
    };
    await expect(driver.list()).rejects.toMatchObject(silent);
  });

  it('says that the engine is not available when it accepts and says nothing', async () => {
    const health = await driver.health();
    expect(health).toMatchObject({ available: false });
    expect(JSON.stringify(health)).toContain('Incus has not finished GET /1.0 within 150 ms');
  });

  describe('with its events alive', () => {
    const operation = {
      id: 'b6a0c0a2-6fd1-4f2f-a2f8-0a2d0a3b7e11',
      class: 'task',
      description: 'Freezing instance',
      status_code: 103,
    };
    let now: object;
    let status: string;
    const usual: ToldEngine['answer'] = ({ method, path }, reply) => {
      if (path === '/1.0/operations') reply({ type: 'sync', metadata: {} });
      if (path === '/1.0/instances') reply({ type: 'sync', metadata: [instance] });
      if (method === 'GET' && path === `/1.0/instances/${instance.name}`)
        reply({ type: 'sync', metadata: { ...instance, status } });
      if (path === `/1.0/operations/${operation.id}`) reply(now);
      if (method === 'PUT') reply({ type: 'async', metadata: operation });
    };
    beforeEach(() => {
      now = { type: 'sync', metadata: operation };
      status = 'Frozen';
      engine.answer = usual;
    });

    it('gives up an operation that never ends, and names it', async () => {
      status = 'Freezing';
      const error = await driver.freeze(id).catch((reason: unknown) => reason);
      expect(error).toMatchObject(silent);
      expect(String(error)).toContain(
        'Incus has not finished PUT /1.0/instances/789abcde-host1/state within 200 ms',
      );
    });

    it('learns of an end whose event got lost', async () => {
      now = { type: 'sync', metadata: { ...operation, status_code: 200 } };
      await driver.freeze(id);
      expect(engine.asked.filter((line) => line.startsWith('PUT '))).toHaveLength(1);
    });

    it('looks at the node anew when the engine has forgotten the operation', async () => {
      now = { type: 'error', error: 'not found', error_code: 404 };
      await driver.freeze(id);
      expect(engine.asked.filter((line) => line.startsWith('PUT '))).toHaveLength(1);
    });

    it('does not wait for ever for what somebody else began', async () => {
      const resources = { instances: [`/1.0/instances/${instance.name}`] };
      engine.answer = ({ path }, reply) => {
        if (path !== '/1.0/operations') return;
        reply({ type: 'sync', metadata: { running: [{ ...operation, resources }] } });
      };
      const error = await driver.thaw(id).catch((reason: unknown) => reason);
      expect(error).toMatchObject(silent);
      expect(String(error)).toContain('Freezing instance');
    });
  });

  it('takes the next call up where a stuck one was given up', async () => {
    const [stuck, waiting] = await Promise.allSettled([driver.thaw(id), driver.thaw(id)]);
    expect([stuck.status, waiting.status]).toEqual(['rejected', 'rejected']);
    engine.answer = (_request, reply) => reply({ type: 'sync', metadata: {} });
    // Another answer than before: the first two did not block the third.
    await expect(driver.thaw(id)).rejects.not.toMatchObject(silent);
  });
});

describe('within', () => {
  it('ends work that heeds no signal, and leaves what ends in time alone', async () => {
    await expect(within(20, 'x', undefined, () => new Promise(() => undefined))).rejects.toThrow(
      'Incus has not finished x within 20 ms',
    );
    expect(await within(Number.POSITIVE_INFINITY, 'x', undefined, async () => 7)).toBe(7);
  });
});
