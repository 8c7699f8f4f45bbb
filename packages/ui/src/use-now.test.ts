import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clockOf } from './use-now.ts';

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

describe('clockOf', () => {
  it('answers the same while it is drawn, though the first listener comes a moment later', () => {
    const clock = clockOf(50_000);
    const drawn = clock.now();
    vi.setSystemTime(1_000_003);
    const stop = clock.subscribe(() => undefined);
    expect(clock.now()).toBe(drawn);
    stop();
    expect(clock.now()).toBe(drawn);
    expect(clockOf(50_000).subscribe).toBe(clock.subscribe);
  });

  it('is current again when it is looked at after nobody did for a while', () => {
    const clock = clockOf(40_000);
    vi.setSystemTime(9_000_000);
    expect(clock.now()).toBe(9_000_000);
  });

  it('ticks for all listeners together, and rests when the last one leaves', () => {
    const clock = clockOf(30_000);
    const heard: string[] = [];
    const stopA = clock.subscribe(() => heard.push('a'));
    const stopB = clock.subscribe(() => heard.push('b'));
    vi.advanceTimersByTime(30_000);
    expect(heard).toEqual(['a', 'b']);
    expect(clock.now()).toBe(1_030_000);
    stopA();
    stopB();
    expect(vi.getTimerCount()).toBe(0);
  });
});
