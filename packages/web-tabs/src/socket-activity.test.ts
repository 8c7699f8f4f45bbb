import { expect, it } from 'vitest';
import { SocketActivity } from './socket-activity.ts';

it('takes keys in a console for a person, also while its screen changes', () => {
  const activity = new SocketActivity();
  const seen: boolean[] = [];
  for (let key = 0; key < 5; key += 1) {
    const at = key * 150;
    seen.push(activity.isBehind(at), activity.isBehind(at + 60));
    activity.told(at + 80);
    seen.push(activity.isBehind(at + 100));
  }
  expect(seen).toContain(true);
});

it('takes a screen that changes by itself for none', () => {
  const activity = new SocketActivity();
  for (let at = 0; at < 60_000; at += 100) {
    activity.told(at);
    expect(activity.isBehind(at + 40)).toBe(false);
  }
});

it('takes answers to what comes in many pieces, and keep-alives, for none', () => {
  const activity = new SocketActivity();
  for (let at = 0; at < 600_000; at += 10_000) {
    for (let piece = 0; piece < 20; piece += 1) activity.told(at + piece);
    expect([activity.isBehind(at + 50), activity.isBehind(at + 4_000)]).toEqual([false, false]);
  }
});
