import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBridge } from './bridge.ts';
import { IncusClient } from './client.ts';
import { ToldEngine } from './told-engine.ts';

/** As the engine said it while other nodes stopped. */
const vanished =
  'Failed to delete bridge children interfaces: Failed to run: ip -d -j link show veth4ab8dccd: exit status 1 (Device "veth4ab8dccd" does not exist.)';

let engine: ToldEngine;
let client: IncusClient;
/** What each creation is answered with, in order; then it succeeds. */
let errors: string[];
let asked: number;

beforeEach(async () => {
  engine = await ToldEngine.open();
  client = new IncusClient({ kind: 'unix', socket: engine.socket });
  asked = 0;
  engine.answer = ({ method }, reply) => {
    if (method !== 'POST') return;
    const error = errors[asked++];
    reply(
      error === undefined
        ? { type: 'sync', metadata: {} }
        : { type: 'error', error, error_code: 500, metadata: null },
    );
  };
});
afterEach(async () => {
  await client.close();
  await engine.close();
});

const body = { name: 'sb1', type: 'bridge', config: {}, description: '' };

it('is made in the end though interfaces of other nodes vanish while the engine looks at them', async () => {
  errors = Array.from({ length: 6 }, () => vanished);
  await createBridge(client, body);
  expect(asked).toBe(7);
});

it('is given up soon where something else is wrong', async () => {
  errors = Array.from({ length: 9 }, () => 'no address is free');
  await expect(createBridge(client, body)).rejects.toThrow('no address is free');
  expect(asked).toBe(4);
});
