import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { decodeClientFrame } from '../common/client-codec.ts';
import type { ServerFrame, Welcome } from '../common/frames.ts';
import { pingEveryMs } from '../common/limits.ts';
import { encodeServerFrame } from '../common/server-codec.ts';
import { TerminalClient } from './client.ts';
import type { WebSocketLike } from './connection.ts';

/** A WebSocket whose other end is the test. */
class Wire implements WebSocketLike {
  binaryType = '';
  readyState = 1;
  onopen: ((event: never) => unknown) | null = null;
  onmessage: ((event: never) => unknown) | null = null;
  onclose: ((event: never) => unknown) | null = null;
  onerror: ((event: never) => unknown) | null = null;
  readonly sent: Uint8Array[] = [];

  send(data: Uint8Array): void {
    this.sent.push(data);
  }
  close(): void {
    this.readyState = 3;
  }
  /** As a network does it. */
  drops(): void {
    this.readyState = 3;
    this.onclose?.({ code: 1006, reason: '' } as never);
  }
  brings(frame: ServerFrame): void {
    const { buffer } = encodeServerFrame(frame);
    this.onmessage?.({ data: buffer } as never);
  }
  get hello() {
    const frame = this.sent[0] && decodeClientFrame(Buffer.from(this.sent[0]));
    if (frame?.type !== 'hello') throw new Error('no HELLO');
    return frame;
  }
}

const welcome: Welcome & { type: 'welcome' } = {
  type: 'welcome',
  session: 'host1/1',
  shell: '0123456789abcdef',
  epoch: 'fedcba9876543210',
  role: 'owner',
  attach: 'snapshot',
  offset: 1_000,
  sizeRevision: 1,
  columns: 80,
  rows: 24,
  ownsSize: true,
  lastInput: 0,
};
const snapshot: ServerFrame = { type: 'snapshot', offset: 1_000, data: new TextEncoder().encode('$ ') };

let wires: Wire[];
let client: TerminalClient;

async function nextWire(): Promise<Wire> {
  await vi.waitUntil(() => wires.at(-1)?.readyState === 1, { timeout: 30_000 });
  const wire = wires.at(-1) as Wire;
  wire.onopen?.({} as never);
  return wire;
}

beforeEach(async () => {
  vi.useFakeTimers();
  wires = [];
  client = new TerminalClient({
    getTicket: async () => ({ ticket: 't'.repeat(32), url: 'ws://localhost/terminal' }),
    size: { columns: 80, rows: 24 },
    openWebSocket: () => {
      const wire = new Wire();
      wires.push(wire);
      return wire;
    },
    sink: { write: (_data, parsed) => parsed(), resize: () => {}, reset: () => {} },
  });
  client.connect();
});
afterEach(() => {
  client.close();
  vi.useRealTimers();
});

test('a snapshot that was announced and did not come is asked for again; one that came is gone on from', async () => {
  const first = await nextWire();
  first.brings(welcome);
  first.drops();
  const second = await nextWire();
  expect(second.hello.resume).toBeUndefined();
  second.brings(welcome);
  second.brings(snapshot);
  second.drops();
  expect((await nextWire()).hello.resume).toEqual({ epoch: welcome.epoch, offset: 1_000, sizeRevision: 1 });
});

test('a long snapshot on a slow line is waited for; any other silence is not', async () => {
  const wire = await nextWire();
  wire.brings(welcome);
  await vi.advanceTimersByTimeAsync(11 * pingEveryMs);
  expect(client.state.kind).toBe('connecting');
  wire.brings(snapshot);
  await vi.advanceTimersByTimeAsync(4 * pingEveryMs);
  expect(client.state).toMatchObject({ kind: 'reconnecting', reason: 'The connection went silent.' });
});
