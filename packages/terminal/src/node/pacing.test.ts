import { expect, test, vi } from 'vitest';
import { Pacing } from './pacing.ts';

function aChannel() {
  const channel = {
    paused: false,
    readableLength: 0,
    pause: () => {
      channel.paused = true;
    },
    resume: () => {
      channel.paused = false;
    },
  };
  return channel;
}

test('a channel that rests for others goes on after it, and at once when it is stopped', () => {
  vi.useFakeTimers();
  try {
    const channel = aChannel();
    const pacing = new Pacing(channel);
    pacing.rest(100);
    expect(channel.paused).toBe(true);
    vi.advanceTimersByTime(100);
    expect(channel.paused).toBe(false);
    pacing.rest(100);
    pacing.stop();
    expect([channel.paused, pacing.waits, vi.getTimerCount()]).toEqual([false, false, 0]);
  } finally {
    vi.useRealTimers();
  }
});

test('after the rest it waits still while its screen is busy', () => {
  const channel = aChannel();
  const pacing = new Pacing(channel);
  pacing.screenBusy = true;
  pacing.rest(100);
  pacing.giveUpWaiting();
  expect(channel.paused).toBe(true);
  pacing.screenBusy = false;
  expect(channel.paused).toBe(false);
});
