import type { ClassAttempt, ClassMemberView } from '@springboard/contracts/classes.ts';
import type { QueueView } from '@springboard/contracts/environments.ts';
import type { Queryable } from '@springboard/db/client.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import {
  countOpenQuestions,
  findEnvironmentStates,
  listClassAttempts,
} from '@springboard/db/repositories/class-attempts.ts';
import { listClassMembers } from '@springboard/db/repositories/class-members.ts';
import type { ClassRow } from '@springboard/db/repositories/classes.ts';
import type { EnvironmentRow } from '@springboard/db/repositories/environments.ts';
import type { Whose } from '@springboard/db/repositories/whose.ts';
import { type AttemptProgress, loadProgresses } from '../attempts/progress.ts';
import { viewQueue } from '../environments/view.ts';
import { currentTask, isDone } from '../grading/progress.ts';

/** Who of these is in a class and how their attempt goes, by name. As many queries for a hundred people as for one. */
export async function viewMembers(db: Queryable, row: ClassRow, whose: Whose): Promise<ClassMemberView[]> {
  const members = await listClassMembers(db, row.id, whose);
  const attempts = await listClassAttempts(
    db,
    row,
    members.map(({ personId }) => personId),
  );
  const ids = attempts.map(({ id }) => id);
  const progresses = await loadProgresses(db, attempts);
  const questions = await countOpenQuestions(db, ids);
  const environments = await findEnvironmentStates(
    db,
    attempts.flatMap(({ environmentId }) => environmentId ?? []),
  );
  const views = new Map(
    attempts.flatMap((attempt, index) => {
      const progress = progresses[index];
      if (!progress) return [];
      const found = environments.get(attempt.environmentId ?? '');
      const environment = found ? { state: found.state, queue: placeOf(found) } : null;
      const view = { ...viewAttempt(attempt, progress), environment };
      return [[attempt.personId, { ...view, questions: questions.get(attempt.id) ?? 0 }] as const];
    }),
  );
  return members.map(({ personId, name, problem }) => ({
    person: { id: personId, name },
    attempt: views.get(personId) ?? null,
    problem,
  }));
}

function placeOf({ state, queue }: Pick<EnvironmentRow, 'state' | 'queue'>): QueueView | null {
  return state === 'queued' ? viewQueue(queue) : null;
}

function viewAttempt(
  attempt: AttemptRow,
  progress: AttemptProgress,
): Omit<ClassAttempt, 'environment' | 'questions'> {
  const { tasks } = progress.definition;
  const task = currentTask(progress.definition, progress);
  return {
    id: attempt.id,
    state: attempt.state,
    task: task ? { number: tasks.indexOf(task) + 1, title: task.title } : null,
    tasksPassed: tasks.filter((one) => isDone(one, progress)).length,
    taskCount: tasks.length,
    failed: failedLast(progress),
    hints: progress.hints.length,
    lastActivityAt: (attempt.lastActivityAt ?? attempt.startedAt).toISOString(),
  };
}

/** Of the present task's checks that said *not yet* when they were looked at last, the one that was looked at last. */
function failedLast(progress: AttemptProgress): ClassAttempt['failed'] {
  const task = currentTask(progress.definition, progress);
  if (!task) return null;
  const [last] = progress.checks
    .flatMap(({ taskId, checkId, latestVerdict, passedAt, latestAt, latestText }) => {
      const check = taskId === task.id ? task.checks.find(({ id }) => id === checkId) : undefined;
      if (!check || latestVerdict !== 'not_yet' || passedAt !== null || latestAt === null) return [];
      return [{ title: check.title, text: latestText, at: latestAt.toISOString() }];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  return last ?? null;
}
