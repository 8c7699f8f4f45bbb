import { expect, it } from 'vitest';
import { aCast, castStart } from '../../testing/a-cast.ts';
import { aMomentComment, aSubmission, aVersion } from '../../testing/a-submission.ts';
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
  expect(momentsIn(cast, attempt, 'a.cast')).toEqual([
    { at: 2, label: 'Broken: Clients go on', kind: 'breach' },
    { at: 3.5, label: 'Task 1 passed: Create a pool', kind: 'passed' },
    { at: 4, label: 'It was cut here.', kind: 'recording' },
  ]);
});

it('has what reviewers said of this recording, in a line', () => {
  const recording = { name: 'a.cast', node: 'ceph1', number: 1, startedAt: after(0) };
  const said = [
    aMomentComment(recording, { moment: after(100), text: `Why\n${'so '.repeat(50)}` }),
    aMomentComment({ ...recording, name: 'b.cast' }, { moment: after(1) }),
  ];
  const work = { ...aSubmission([aVersion({ moments: said })]).work, draft: null };
  const attempt = anAttempt({ tasks: [aTask({ kind: 'recorded', work })] });
  const [comment, ...others] = momentsIn(cast, attempt, 'a.cast').filter(({ kind }) => kind === 'comment');
  expect(others).toEqual([]);
  expect(comment?.label).toMatch(/^Max Oduya: Why so so .*…$/);
  expect(comment?.label.length).toBeLessThan(140);
});

it('leaves out what happened before or after the recording, and stands without an attempt', () => {
  const passed = (seconds: number) =>
    anAttempt({ tasks: [aTask({ status: 'passed', checks: [aCheck({ passedAt: after(seconds) })] })] });
  expect(momentsIn(cast, passed(-10), 'a.cast')).toHaveLength(1);
  expect(momentsIn(cast, passed(500), 'a.cast')).toHaveLength(1);
  expect(momentsIn(cast, undefined, 'a.cast').map(({ kind }) => kind)).toEqual(['recording']);
});
