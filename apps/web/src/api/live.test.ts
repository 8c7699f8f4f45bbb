import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anAttempt } from '../testing/an-attempt.ts';
import { newest } from './attempts.ts';
import { followAttempt, type LiveState, parseEvent, reconnectDelay } from './live.ts';

class Source extends EventTarget {
  static readonly made: Source[] = [];
  closed = false;
  constructor() {
    super();
    Source.made.push(this);
  }
  close(): void {
    this.closed = true;
  }
  push(data: unknown): void {
    this.dispatchEvent(new MessageEvent('attempt', { data: JSON.stringify(data) }));
  }
  say(type: 'open' | 'error'): void {
    this.dispatchEvent(new Event(type));
  }
}

describe('newest', () => {
  it('keeps the higher revision, whichever comes first', () => {
    const old = anAttempt({ revision: 4 });
    const fresh = anAttempt({ revision: 5 });
    expect(newest(old, fresh)).toEqual(fresh);
    expect(newest(fresh, old)).toBe(fresh);
    expect(newest(undefined, old)).toBe(old);
  });

  it('keeps the identity of what did not change', () => {
    const old = anAttempt({ revision: 4 });
    const merged = newest(old, structuredClone({ ...old, revision: 5, score: 20 }));
    expect(merged.score).toBe(20);
    expect(merged.environment).toBe(old.environment);
    expect(merged.tasks).toBe(old.tasks);
  });

  it('never keeps another attempt', () => {
    const other = anAttempt({ id: crypto.randomUUID(), revision: 1 });
    expect(newest(anAttempt({ revision: 9 }), other)).toBe(other);
  });
});

describe('parseEvent', () => {
  it('answers null for what is no attempt', () => {
    expect(parseEvent('{')).toBeNull();
    expect(parseEvent('{"id":1}')).toBeNull();
    expect(parseEvent(JSON.stringify(anAttempt()))?.revision).toBe(1);
  });
});

describe('reconnectDelay', () => {
  it('doubles from half a second to ten, and spreads', () => {
    expect([1, 2, 3, 6, 40].map((n) => reconnectDelay(n, () => 0))).toEqual([
      500, 1000, 2000, 10_000, 10_000,
    ]);
    expect(reconnectDelay(1, () => 1)).toBe(650);
  });
});

describe('followAttempt', () => {
  const states: LiveState[] = [];
  const revisions: number[] = [];
  let may = true;
  let stop = () => {};
  const network = new EventTarget();
  const latest = (): Source => {
    const source = Source.made.at(-1);
    if (source === undefined) throw new Error('no connection was made');
    return source;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    states.length = 0;
    revisions.length = 0;
    Source.made.length = 0;
    may = true;
    stop = followAttempt({
      url: '/events',
      network,
      onAttempt: (attempt) => revisions.push(attempt.revision),
      onState: (state) => states.push(state),
      mayReconnect: async () => may,
      createSource: () => new Source() as unknown as EventSource,
    });
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it('hands on what is pushed and leaves out what it cannot read', () => {
    latest().say('open');
    latest().push(anAttempt({ revision: 2 }));
    latest().push({ nonsense: true });
    latest().push(anAttempt({ revision: 3 }));
    expect(states).toEqual(['connecting', 'live']);
    expect(revisions).toEqual([2, 3]);
  });

  it('makes a new connection after a drop and says so meanwhile', async () => {
    latest().say('open');
    latest().say('error');
    expect(states.at(-1)).toBe('reconnecting');
    expect(latest().closed).toBe(true);
    await vi.advanceTimersByTimeAsync(700);
    expect(Source.made).toHaveLength(2);
    latest().say('open');
    expect(states.at(-1)).toBe('live');
  });

  it('does not wait once the network is back', async () => {
    for (const _ of [1, 2, 3, 4, 5, 6]) {
      latest().say('error');
      await vi.advanceTimersByTimeAsync(14_000);
    }
    const before = Source.made.length;
    latest().say('error');
    network.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(Source.made).toHaveLength(before + 1);
  });

  it('ends when it may not reconnect', async () => {
    may = false;
    latest().say('error');
    await vi.advanceTimersByTimeAsync(700);
    expect(states.at(-1)).toBe('ended');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Source.made).toHaveLength(1);
  });

  it('closes the connection and every timer when stopped', async () => {
    latest().say('error');
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Source.made).toHaveLength(1);
  });
});
