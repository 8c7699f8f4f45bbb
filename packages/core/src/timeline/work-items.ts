import type { ItemOf, TimelineItem } from '@springboard/contracts/timeline.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import type { ReviewedSubmissionRow } from '@springboard/db/repositories/submissions.ts';
import type { AttemptProgress } from '../attempts/progress.ts';
import { passedAt } from '../grading/passed-at.ts';
import type { RecordingFile } from '../recordings/files.ts';
import { moment } from './environment-items.ts';

/** Beginning and end of the attempt itself. */
export function attemptItems({ id, state, startedAt, finishedAt }: AttemptRow): ItemOf<'attempt'>[] {
  const began = { ...moment(`attempt-${id}`, startedAt), kind: 'attempt', what: 'started' } as const;
  if (finishedAt === null || state === 'active') return [began];
  return [began, { ...moment(`attempt-${id}-end`, finishedAt), kind: 'attempt', what: state }];
}

/** What the learner did and reached: tasks that passed, hints, quizzes, breaches. */
export function progressItems(progress: AttemptProgress, now: Date): TimelineItem[] {
  const { definition, hints, answers, breaches } = progress;
  const passed = definition.tasks.flatMap((task): ItemOf<'passed'>[] => {
    const at = passedAt(task, progress);
    return at === null ? [] : [{ ...moment(`passed-${task.id}`, at), kind: 'passed', taskId: task.id }];
  });
  const opened = hints.map(
    ({ taskId, hintIndex, cost, at }): ItemOf<'hint'> => ({
      ...moment(`hint-${taskId}-${hintIndex}`, at),
      kind: 'hint',
      taskId,
      number: hintIndex + 1,
      cost,
    }),
  );
  const quizzes = [...Map.groupBy(answers, ({ taskId }) => taskId)].map(([taskId, given]): ItemOf<'quiz'> => {
    const at = new Date(Math.max(...given.map((one) => one.at.getTime())));
    const right = given.filter((one) => one.right).length;
    return { ...moment(`quiz-${taskId}`, at), kind: 'quiz', taskId, right, of: given.length };
  });
  const broken = breaches.map(
    ({ id, beganAt, endedAt, invariantId, learnerText }): ItemOf<'breach'> => ({
      id: `breach-${id}`,
      kind: 'breach',
      at: beganAt.toISOString(),
      until: (endedAt ?? now).toISOString(),
      goesOn: endedAt === null,
      invariantId,
      text: learnerText,
    }),
  );
  return [...passed, ...opened, ...quizzes, ...broken];
}

/** What was handed in, and what each of its reviewers said of it. */
export function workItems(rows: readonly ReviewedSubmissionRow[]): ItemOf<'work'>[] {
  return rows.flatMap((row): ItemOf<'work'>[] => {
    const { taskId, version, handedInAt, reviews } = row;
    const id = `work-${taskId}-${version}`;
    const of = { kind: 'work', taskId, version } as const;
    const handedIn = { ...moment(id, handedInAt), ...of, what: 'handed_in', by: null, points: null } as const;
    const said = reviews.map(({ decision, reviewer, points, at }, index) => ({
      ...moment(index === 0 ? `${id}-review` : `${id}-review-${index + 1}`, at),
      ...of,
      what: decision === 'accept' ? ('reviewed' as const) : ('returned' as const),
      by: reviewer,
      points,
    }));
    return [handedIn, ...said];
  });
}

export function terminalItems(files: readonly RecordingFile[]): ItemOf<'terminal'>[] {
  return files.map(({ name, node, number, environmentId, startedAt, endedAt }) => ({
    id: `terminal-${name}`,
    kind: 'terminal',
    at: startedAt.toISOString(),
    until: endedAt.toISOString(),
    goesOn: false,
    name,
    node,
    number,
    environmentId,
  }));
}
