import { expect, it } from 'vitest';
import { pointsOf } from './rubric.ts';

const rubric = [{ points: 6 }, { points: 3 }, { points: 1 }];

it.each([
  [['full', 'full', 'full'], 10],
  [['half', 'half', 'none'], 4.5],
  [['none', 'none', 'half'], 0.5],
  [['full'], 6],
] as const)('%s makes %d points', (levels, points) => {
  expect(
    pointsOf(
      rubric,
      levels.map((level) => ({ level })),
    ),
  ).toBe(points);
});
