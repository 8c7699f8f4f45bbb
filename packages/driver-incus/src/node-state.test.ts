import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IncusClient } from './client.ts';
import { deadlines } from './deadline.ts';
import { bringTo } from './node-state.ts';
import { ToldEngine } from './told-engine.ts';

/** How a node is brought to run by an engine whose answers come as a real one's do in moments that tests cannot make. */
describe('bringing a node to run', () => {
  let engine: ToldEngine;
  let client: IncusClient;
  let starts: number;
  /** What the start of each number is answered with; none is success. */
  let errors: string[];
  let rebooting: boolean;
  /** Ends a reboot; until then no file of the node is read. */
  let endReboot: (() => void) | undefined;
  let status: string;

  beforeEach(async () => {
    engine = await ToldEngine.open();
    client = new IncusClient({ kind: 'unix', socket: engine.socket });
    starts = 0;
    errors = [];
    rebooting = false;
    endReboot = undefined;
    status = 'Stopped';
    engine.answer = ({ method, path }, reply) => {
      if (method === 'PUT') {
        const err = errors[starts] ?? '';
        starts += 1;
        const end = { id: `start-${starts}`, class: 'task', status_code: err === '' ? 200 : 400, err };
        reply({ type: 'async', metadata: end });
      } else if (path.endsWith('/files')) {
        endReboot = () => {
          status = 'Running';
          reply({ type: 'error', error: 'not found', error_code: 404 });
        };
        if (!rebooting) reply({ type: 'error', error: 'not found', error_code: 404 });
      } else {
        reply({
          type: 'sync',
          metadata: { name: 'a', project: 'springboard', status, last_used_at: '2026-01-01T00:00:00Z' },
        });
      }
    };
  });
  afterEach(async () => {
    await client.close();
    await engine.close();
  });

  const stoppedItself = { 'volatile.last_state.power': 'STOPPED' };
  const run = (config = {}) =>
    bringTo(client, 'default', { name: 'a', status: 'Stopped', config }, 'Running');

  it('waits for a network that an engine just started has not brought up yet', async () => {
    const network = 'Failed pre-start check for device "eth0": Network "sb1" unavailable on this server';
    errors = Array.from({ length: 9 }, () => network);
    await run();
    expect(starts).toBe(10);
  });

  it('waits while the engine is at work on the node', async () => {
    errors = ['Instance is busy running a "stop" operation', 'Instance is busy running a "stop" operation'];
    await run();
    expect(starts).toBe(3);
  });

  it('does not start a node that is in the midst of its own reboot', async () => {
    rebooting = true;
    const running = run(stoppedItself);
    await expect.poll(() => endReboot, { timeout: 20_000 }).toBeDefined();
    expect(starts).toBe(0);
    endReboot?.();
    await running;
    expect(starts).toBe(0);
  });

  it('starts a node that stays off', async () => {
    await run(stoppedItself);
    expect(starts).toBe(1);
  });

  it('gets a node that an engine left half-way to its freeze to run, or to stand still', async () => {
    const halfWay = { name: 'a', status: 'Freezing', config: {} };
    for (const [target, wanted] of [
      ['Running', ['freeze', 'freeze', 'unfreeze']],
      ['Frozen', ['freeze', 'freeze']],
      ['Stopped', ['stop']],
    ] as const) {
      status = 'Freezing';
      const asked: string[] = [];
      const before = engine.answer;
      engine.answer = (request, reply) => {
        if (request.method === 'PUT') {
          const { action } = JSON.parse(request.body) as { action: string };
          asked.push(action);
          // A process is missed at the first try.
          if (action === 'freeze' && asked.length > 1) status = 'Frozen';
          if (action === 'unfreeze') status = 'Running';
          if (action === 'stop') status = 'Stopped';
        }
        before(request, reply);
      };
      await bringTo(client, 'default', halfWay, target);
      engine.answer = before;
      expect(asked).toEqual(wanted);
      expect(status).toBe(target);
    }
  });

  it('freezes again what was answered to be frozen and runs on', async () => {
    status = 'Running';
    let asked = 0;
    const before = engine.answer;
    engine.answer = (request, reply) => {
      if (request.method === 'PUT' && ++asked > 2) status = 'Frozen';
      before(request, reply);
    };
    await bringTo(client, 'default', { name: 'a', status, config: {} }, 'Frozen');
    expect(asked).toBe(3);
  });

  /** Freezes by an engine that comes to an end of the freeze of that number only; gives the number asked for. */
  async function freezeThatHangs(endsAt: number): Promise<number> {
    const limits = { ...deadlines, operations: { ...deadlines.operations, freeze: 50 } };
    const hasty = new IncusClient({ kind: 'unix', socket: engine.socket }, limits);
    let asked = 0;
    const before = engine.answer;
    engine.answer = (request, reply) => {
      if (request.method !== 'PUT') return before(request, reply);
      asked += 1;
      const ends = asked === endsAt;
      status = ends ? 'Frozen' : 'Freezing';
      const metadata = { id: `freeze-${asked}`, class: 'task', status_code: ends ? 200 : 103, err: '' };
      reply({ type: 'async', metadata });
    };
    status = 'Running';
    await bringTo(hasty, 'default', { name: 'a', status, config: {} }, 'Frozen').finally(() => hasty.close());
    return asked;
  }

  it('freezes again when the engine does not come to the end of a freeze, three times in all', async () => {
    expect(await freezeThatHangs(2)).toBe(2);
    expect(await freezeThatHangs(3)).toBe(3);
    await expect(freezeThatHangs(4)).rejects.toThrow(
      'has not finished PUT /1.0/instances/a/state within 50 ms',
    );
  });

  it('gives up a start that keeps failing, with its error', async () => {
    errors = Array.from({ length: 9 }, () => 'no such device /dev/kvm');
    await expect(run()).rejects.toThrow('no such device /dev/kvm');
    expect(starts).toBe(5);
  });
});
