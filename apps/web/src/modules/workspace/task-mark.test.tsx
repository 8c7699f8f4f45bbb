import type { QuestionView, TaskView } from '@springboard/contracts/attempts.ts';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { aTask, prose } from '../../testing/an-attempt.ts';
import { TaskMark } from './task-mark.tsx';

const html = (over: Partial<TaskView>) => renderToStaticMarkup(<TaskMark task={aTask(over)} number={3} />);

/** A quiz that was handed in, with a question for each of these. */
const aQuiz = (...right: boolean[]): Partial<TaskView> => ({
  kind: 'quiz',
  status: 'passed',
  checks: [],
  questions: right.map(
    (one, index): QuestionView => ({
      id: String(index),
      kind: 'text',
      weight: 1,
      unit: null,
      options: [],
      body: prose('Which?'),
      answer: { given: ['this'], right: one, solution: ['that'], explanation: null },
    }),
  ),
});

describe('TaskMark', () => {
  it('ticks what was passed, and a quiz of which something was right', () => {
    expect(html({ status: 'passed' })).toContain('Passed. Task 3:');
    const mark = html(aQuiz(false, true));
    expect(mark).toContain('Handed in. Task 3:');
    expect(mark).toContain('lucide-check');
    expect(mark).toContain('bg-good');
  });

  it('does not tick a quiz of which nothing was right', () => {
    const mark = html(aQuiz(false, false));
    expect(mark).toContain('Handed in, nothing right. Task 3:');
    expect(mark).toContain('lucide-minus');
    expect(mark).not.toContain('bg-good');
  });

  it('shows the number of a task that is still to be done', () => {
    expect(html({ ...aQuiz(), status: 'current' })).toMatch(/Current task .*3/);
    expect(html({ status: 'locked' })).toMatch(/Later task .*3/);
  });
});
