import { beforeEach, describe, expect, test } from 'vitest';
import type { ServerFrame } from '../common/frames.ts';
import { pauseAboveBytes, resumeBelowBytes, ringBytes } from '../common/limits.ts';
import { ViewerFlow } from './flow.ts';
import { Pacing } from './pacing.ts';
import { ByteRing } from './ring.ts';

let ring: ByteRing;
let sent: ServerFrame[];
let flow: ViewerFlow;
let paused: boolean;
let pacing: Pacing;

const size = { columns: 80, rows: 24 };

beforeEach(() => {
  ring = new ByteRing(ringBytes);
  sent = [];
  paused = false;
  pacing = new Pacing({
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
    },
    readableLength: 1,
  });
  flow = new ViewerFlow({
    ring,
    send: (frame) => sent.push(frame),
    snapshot: async () => ({ offset: ring.end, data: new Uint8Array(10), size, sizeRevision: 4 }),
    changed: () => pacing.update(),
  });
  flow.start(0);
  pacing.pacer = flow;
});

function print(bytes: number): void {
  ring.append(new Uint8Array(bytes));
  flow.wake();
  pacing.update();
}
const sentBytes = () =>
  sent.reduce((sum, frame) => sum + (frame.type === 'output' ? frame.data.length : 0), 0);
const types = () => sent.map(({ type }) => type);
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('what a viewer is sent', () => {
  test('goes at once when nothing is in flight, else is gathered for the turn', async () => {
    print(10);
    expect(sentBytes()).toBe(10);
    print(20);
    print(30);
    expect(sentBytes()).toBe(10);
    await turn();
    expect(sent).toHaveLength(2);
    expect(sentBytes()).toBe(60);
  });

  test('goes at once as an echo', () => {
    print(10);
    flow.noteInput();
    print(1);
    expect(sentBytes()).toBe(11);
  });

  test('stops at the window and goes on with the acknowledgement', () => {
    print(ringBytes - 1000);
    expect(sentBytes()).toBe(pauseAboveBytes);
    expect(flow.acknowledge(pauseAboveBytes)).toBe(true);
    expect(sentBytes()).toBe(ringBytes - 1000);
  });

  test('has sizes at their place, with the window in between', () => {
    print(100);
    const frame = { type: 'size', offset: 100, sizeRevision: 1, columns: 90, rows: 20 } as const;
    ring.append(new Uint8Array(50));
    flow.mark({ offset: 150, frame });
    ring.append(new Uint8Array(25));
    flow.pump();
    expect(types()).toEqual(['output', 'output', 'size', 'output']);
    expect(sentBytes()).toBe(175);
  });

  test('cannot be acknowledged before it was sent', () => {
    print(10);
    expect(flow.acknowledge(11)).toBe(false);
  });
});

describe('who falls behind', () => {
  test('pauses the channel above the one mark and lets it go below the other', () => {
    print(pauseAboveBytes);
    expect(paused).toBe(false);
    print(1);
    expect(paused).toBe(true);
    flow.acknowledge(pauseAboveBytes + 1 - resumeBelowBytes);
    expect(paused).toBe(true);
    flow.acknowledge(pauseAboveBytes + 2 - resumeBelowBytes);
    expect(paused).toBe(false);
  });

  test('is caught up by a snapshot when most of what was sent is parsed, and not before', async () => {
    print(pauseAboveBytes + 1);
    pacing.giveUpWaiting();
    expect(paused).toBe(false);
    print(ringBytes);
    await turn();
    expect(types()).not.toContain('snapshot');
    sent = [];
    flow.acknowledge(pauseAboveBytes - resumeBelowBytes);
    await turn();
    expect(types()).toEqual(['size', 'snapshot']);
    expect(flow.mode).toBe('live');
    print(5);
    expect(sent.at(-1)).toMatchObject({ type: 'output', offset: pauseAboveBytes + 1 + ringBytes });
  });

  test('gets no second snapshot before the first is parsed', async () => {
    flow.fallBehind();
    await turn();
    const first = ring.end;
    flow.fallBehind();
    await turn();
    expect(types().filter((type) => type === 'snapshot')).toHaveLength(1);
    flow.acknowledge(first);
    await turn();
    expect(types().filter((type) => type === 'snapshot')).toHaveLength(2);
  });

  test('is not sent sizes that the snapshot has', async () => {
    flow.fallBehind();
    flow.mark({ offset: 0, frame: { type: 'size', offset: 0, sizeRevision: 4, ...size } });
    flow.mark({ offset: 0, frame: { type: 'ready', offset: 0 } });
    await turn();
    expect(types()).toEqual(['size', 'snapshot', 'ready']);
  });

  test('nobody paces the channel when nobody looks', () => {
    print(pauseAboveBytes + 1);
    pacing.pacer = undefined;
    expect(paused).toBe(false);
  });
});
