import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { badNetwork } from '@springboard/terminal/testing/bad-network.ts';
import { EmulatedClient, headlessTerminal, linesOf } from '@springboard/terminal/testing/emulated-client.ts';
import { PrintingNode, type PrintingShell } from '@springboard/terminal/testing/printing-node.ts';
import {
  below,
  cutAnywhere,
  firstSeed,
  oneOf,
  randomOutput,
  seeded,
} from '@springboard/terminal/testing/random-output.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { GatewayServer } from './server.ts';
import { openAuthority, ticketOf } from './testing/open-authority.ts';

const origin = 'http://localhost:7800';
const size = { columns: 80, rows: 24 };
const mebibyte = 2 ** 20;
/** 384 KiB may be under way to a viewer before it gets a snapshot, which takes 50 s at 64 kbit/s; and that may happen several times. */
const patienceMs = 400_000;
let node: PrintingNode;
let server: GatewayServer;
let port: number;
const log = { debug() {}, info() {}, warn() {}, error: console.error };
const clients: EmulatedClient[] = [];
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

beforeAll(async () => {
  node = await new PrintingNode().listen();
  server = new GatewayServer({
    authority: openAuthority({ ...node, connect: () => node.connect() }),
    origins: new Set([origin]),
    bind: '127.0.0.1',
    port: 0,
    log,
  });
  port = await server.listen();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await server?.close();
  node?.stop();
});

function viewer(attempt: string, at = port, mode: 'owner' | 'observer' = 'observer'): EmulatedClient {
  const url = `ws://127.0.0.1:${at}/terminal`;
  const getTicket = async () => ({ ticket: ticketOf(attempt), url });
  const client = new EmulatedClient({ origin, size, mode, getTicket });
  clients.push(client);
  return client;
}

async function print(shell: PrintingShell, data: Uint8Array): Promise<void> {
  if (!shell.write(data)) await once(shell, 'drain');
}

/** What ends every output here: it gives up what was begun, and tells by the title that it was drawn. */
const lastWords = (title: string) => Buffer.from(`\x18\x1b\\\x1b]2;${title}\x07`);

const seen = (it: Pick<EmulatedClient, 'terminal'>) => {
  const { cursorX, cursorY, type } = it.terminal.buffer.active;
  return { lines: linesOf(it.terminal), cursorX, cursorY, type };
};

test.each([firstSeed, firstSeed + 1])(
  'seed %i: whoever has caught up sees what a terminal at the node would show, whatever the network did',
  async (seed) => {
    const random = seeded(seed);
    const attempt = randomUUID();
    const lossy = await badNetwork(port, { delayMs: 20, loses: () => random() < 0.05, lossMs: 200 });
    const far = await badNetwork(port, { delayMs: 150, bytesPerSecond: 64_000 / 8 });
    try {
      const owner = viewer(attempt, port, 'owner');
      const shell = await node.shell();
      await owner.open();
      const slow = viewer(attempt);
      slow.slowness = 40;
      const stalled = viewer(attempt);
      const viewers = [owner, slow, stalled, viewer(attempt, lossy.port), viewer(attempt, far.port)] as const;
      await Promise.all(viewers.map((it) => it.open()));
      stalled.stalled = true;

      const reference = headlessTerminal(size);
      const end = Buffer.concat([randomOutput(random, 400), lastWords(`end-${seed}`)]);
      for (const part of [
        randomOutput(random, 2_000),
        Buffer.alloc(3 * mebibyte, 'flood of text\r\n'),
        end,
      ]) {
        reference.write(part);
        for (const piece of cutAnywhere(random, part, part.length > mebibyte ? 100_000 : 400)) {
          await print(shell, piece);
          if (random() < 0.01) oneOf(random, viewers).drop();
          if (random() < 0.003) lossy.cut();
          if (random() < 0.3) await turn();
        }
      }
      stalled.stalled = false;
      await new Promise<void>((resolve) => reference.write('', resolve));
      const expected = seen({ terminal: reference });
      for (const [n, it] of viewers.entries())
        await it.until(`the last words at viewer ${n}`, () => it.title === `end-${seed}`, patienceMs);
      for (const [n, it] of viewers.entries())
        expect(visible(seen(it)), `viewer ${n}`).toEqual(visible(expected));
    } finally {
      await Promise.all([lossy.close(), far.close()]);
    }
  },
);

/** A snapshot brings a thousand lines; who was there all the time may have as many above. */
function visible({ lines, ...rest }: ReturnType<typeof seen>) {
  return { ...rest, lines: lines.slice(-1_000) };
}

/**
 * Bytes of buffers that somebody still holds: what was let go of is collected first, however busy the machine is. V8 gives buffers back on a
 * thread of its own, and waits for that only when it collects again.
 */
function heldBytes(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

test('what is printed for a viewer that stands still does not pile up in the gateway', async () => {
  const attempt = randomUUID();
  const it = viewer(attempt, port, 'owner');
  const shell = await node.shell();
  await it.open();
  it.stalled = true;
  const before = heldBytes();
  let most = 0;
  const piece = Buffer.from('a line of a flood that does not end\r\n'.repeat(1_000));
  for (let sent = 0; sent < 40 * mebibyte; sent += piece.length) {
    await print(shell, piece);
    if (below(Math.random, 4) === 0) await turn();
    if (below(Math.random, 8) === 0) most = Math.max(most, heldBytes() - before);
  }
  await print(shell, lastWords('over'));
  it.stalled = false;
  await it.until('the last words', () => it.title === 'over', patienceMs);
  // The windows of SSH on both sides, the ring, what is in flight, and what the emulators have yet to parse: 6 MiB at most, seen at a load of 30.
  expect(most).toBeLessThan(9 * mebibyte);
});

test('a node that sends more than it was granted is cut off before it fills the gateway', async () => {
  const it = viewer(randomUUID(), port, 'owner');
  const shell = await node.shell();
  await it.open();
  let over = false;
  shell.once('close', () => {
    over = true;
  });
  shell.outgoing.window = Number.MAX_SAFE_INTEGER;
  const piece = Buffer.alloc(mebibyte, 'more than it may\r\n');
  while (!over) {
    shell.write(piece);
    await turn();
  }
  await it.until('the loss', () => it.notices.some(({ kind }) => kind === 'node-lost'));
});
