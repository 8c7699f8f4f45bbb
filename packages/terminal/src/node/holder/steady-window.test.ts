import type ssh2 from 'ssh2';
import { expect, it } from 'vitest';
import { SteadyWindow } from './steady-window.ts';

const ours = 256 * 1024;
const ssh2s = 2 * 1024 * 1024;

function channel() {
  const grants: number[] = [];
  const inner = {
    incoming: { window: ssh2s },
    outgoing: { id: 7, state: 'open' },
    _client: {
      _protocol: {
        channelWindowAdjust(id: number, bytes: number) {
          expect(id).toBe(7);
          grants.push(bytes);
        },
      },
    },
  };
  return { inner, grants, window: new SteadyWindow(inner as unknown as ssh2.Channel) };
}

it('grants bit by bit what was taken, and never more than its own window', () => {
  const { inner, grants, window } = channel();
  expect(inner.incoming.window).toBe(Number.POSITIVE_INFINITY);
  let taken = 0;
  for (; taken < 50 * ssh2s; taken += 4_000) {
    window.taken(4_000);
    const ahead = ssh2s + grants.reduce((sum, bytes) => sum + bytes, 0) - taken - 4_000;
    expect(ahead).toBeGreaterThan(ours / 2);
    if (taken > ssh2s) expect(ahead).toBeLessThanOrEqual(ours);
  }
  expect(Math.max(...grants)).toBeLessThan(ours / 2);
});

it('grants nothing to a channel that is closed', () => {
  const { inner, grants, window } = channel();
  inner.outgoing.state = 'closed';
  window.taken(ssh2s);
  expect(grants).toEqual([]);
});
