import type { ResourceView } from '@springboard/contracts/fleet.ts';
import { describe, expect, it } from 'vitest';
import { roomAlarms } from './alarms.ts';

const gib = 2 ** 30;
/** 100 GiB, of which 90 may be handed out; the largest environment takes 8. */
const resource = (more: Partial<Record<keyof ResourceView, number>> = {}): ResourceView => {
  const numbers = { total: 100, planned: 20, used: 10, reserve: 10, free: 70, largest: 8, ...more };
  const bytes = Object.entries(numbers).map(([key, value]) => [key, value * gib]);
  return Object.fromEntries(bytes) as ResourceView;
};
const alarmsOf = (disk: ResourceView, memory = resource()) =>
  roomAlarms({ disk, memory, cpu: resource() }).map(({ severity, title }) => `${severity}: ${title}`);

describe('alarms of the room', () => {
  it('are none while there is room', () => {
    expect(alarmsOf(resource({ planned: 80, free: 10 }))).toEqual([]);
  });

  it('warn of a disk that is planned to be full, though little is written: admission counts so', () => {
    const near = 'warning: The storage pool is near its reserve';
    expect(alarmsOf(resource({ planned: 81, free: 9 }))).toEqual([near]);
    expect(alarmsOf(resource({ planned: 90, free: 0 }))).toEqual([near]);
    expect(alarmsOf(resource({ used: 82, free: 8 }))).toEqual([near]);
  });

  it('warn when the largest environment does not fit any more, however far away the reserve is', () => {
    const [alarm] = roomAlarms({
      disk: resource({ planned: 60, free: 30, largest: 40 }),
      memory: resource(),
      cpu: resource(),
    });
    expect(alarm?.detail).toContain(
      'Who starts the largest environment (40.0 GiB) waits: 30.0 GiB are free.',
    );
  });

  it('are critical for a disk that is written up to its reserve, and for memory that is planned up to it', () => {
    expect(alarmsOf(resource({ used: 90, free: 0 }))).toEqual([
      'critical: The storage pool has reached its reserve',
    ]);
    expect(alarmsOf(resource(), resource({ planned: 90, free: 0 }))).toEqual([
      'critical: The memory has reached its reserve',
    ]);
  });
});
