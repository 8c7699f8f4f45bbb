import { maxSavePoints, type SavePointView } from '@springboard/contracts/environments.ts';
import { describe, expect, it } from 'vitest';
import { aSavePoint } from '../../testing/an-attempt.ts';
import { newestFirst, roomFor } from './save-point-list.ts';

const points = (kind: SavePointView['kind'], count: number) =>
  Array.from({ length: count }, () => aSavePoint({ kind }));

describe('roomFor', () => {
  it('lets a task’s save point make room, and never the learner’s own or the first', () => {
    expect(roomFor([...points('start', 1), ...points('manual', maxSavePoints - 2)])).toBe('free');
    expect(roomFor([...points('task', 1), ...points('manual', maxSavePoints - 1)])).toBe('oldest-goes');
    expect(roomFor([...points('start', 1), ...points('manual', maxSavePoints - 1)])).toBe('full');
  });
});

describe('newestFirst', () => {
  it('orders by time, without touching what it was given', () => {
    const old = aSavePoint({ createdAt: '2026-01-05T09:00:00.000Z' });
    const young = aSavePoint({ createdAt: '2026-01-05T10:00:00.000Z' });
    const given = [old, young];
    expect(newestFirst(given)).toEqual([young, old]);
    expect(given[0]).toBe(old);
  });
});
