import { expect, it } from 'vitest';
import { aCast, castStart } from '../../testing/a-cast.ts';
import { aCheck, anAttempt, aTask } from '../../testing/an-attempt.ts';
import { momentsIn } from './moments.ts';

const after = (seconds: number) => new Date(castStart + seconds * 1000).toISOString();
const cast = aCast([1, 'o', 'a'], [100, 'o', 'b'], [1, 'o', 'c'], [0, 'm', 'It was cut here.']);

it('has when a task passed (with the last of its checks), what was broken, and what the recording says', () => {
  const attempt = anAttempt({
    tasks: [
      aTask({
        status: 'passed',
        checks: [aCheck({ passedAt: after(0.5) }), aCheck({ id: 'two', passedAt: after(101.5) })],
      }),
      aTask({ id: 'open', title: 'Lose an OSD', checks: [aCheck({ passedAt: after(1) })] }),
    ],
    invariants: [
      {
        id: 'io',
        title: 'Clients go on',
        cost: 1,
        maxCost: null,
        costs: 1,
        breaches: [{ beganAt: after(2), endedAt: null, text: null }],
      },
    ],
  });
  expect(momentsIn(cast, attempt)).toEqual([
    { at: 2, label: 'Broken: Clients go on', kind: 'breach' },
    { at: 3.5, label: 'Task 1 passed: Create a pool', kind: 'passed' },
    { at: 4, label: 'It was cut here.', kind: 'recording' },
  ]);
});

it('leaves out what happened before or after the recording, and stands without an attempt', () => {
  const passed = (seconds: number) =>
    anAttempt({ tasks: [aTask({ status: 'passed', checks: [aCheck({ passedAt: after(seconds) })] })] });
  expect(momentsIn(cast, passed(-10))).toHaveLength(1);
  expect(momentsIn(cast, passed(500))).toHaveLength(1);
  expect(momentsIn(cast, undefined).map(({ kind }) => kind)).toEqual(['recording']);
});
