import type { StuckView } from '@springboard/contracts/team-map.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import { type FailuresRow, listActiveAttempts, listFailures } from '@springboard/db/repositories/team-map.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { type AttemptProgress, loadProgresses } from '../attempts/progress.ts';
import type { Context } from '../context.ts';
import { currentTask } from '../grading/progress.ts';
import { stuckBy } from './stuck.ts';

interface Open {
  readonly attempt: AttemptRow;
  readonly progress: AttemptProgress;
  readonly task: TaskDefinition | undefined;
  /** When the last hint of the task was opened; null while there is another, or the task has none. */
  readonly hintsUsedUpAt: Date | null;
}

/** Attempts that are under way, with the looks at their present tasks that failed. */
export interface LooksAtOpen {
  readonly open: readonly Open[];
  readonly failures: ReadonlyMap<string, FailuresRow>;
  readonly afterHints: ReadonlyMap<string, FailuresRow>;
}

/** As many queries for a hundred people as for one, once the labs that are under way have been read. */
export async function lookAtOpen(
  ctx: Pick<Context, 'db'>,
  people: readonly { readonly id: string }[],
): Promise<LooksAtOpen> {
  const open = await loadOpen(
    ctx,
    people.map(({ id }) => id),
  );
  const looked = open.flatMap(({ attempt, task, hintsUsedUpAt }) =>
    task ? [{ attemptId: attempt.id, taskId: task.id, since: hintsUsedUpAt }] : [],
  );
  const failures = byAttempt(
    await listFailures(
      ctx.db,
      looked.map((one) => ({ ...one, since: null })),
    ),
  );
  const afterHints = byAttempt(
    await listFailures(
      ctx.db,
      looked.filter(({ since }) => since !== null),
    ),
  );
  return { open, failures, afterHints };
}

/** Who of these people is stuck, the longest first; `dueOn`: until when a lab of somebody's path is due. */
export function stuckAmong(
  { open, failures, afterHints }: LooksAtOpen,
  people: readonly { readonly id: string; readonly name: string }[],
  dueOn: (personId: string, slug: string) => string | null,
  now: Date,
): StuckView[] {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const stuck = open.flatMap(({ attempt, progress, task }): StuckView[] => {
    const { id, personId, slug } = attempt;
    const lastActivityAt = attempt.lastActivityAt ?? attempt.startedAt;
    const facts = {
      failures: failures.get(id) ?? null,
      afterHints: afterHints.get(id) ?? null,
      lastActivityAt,
      dueOn: dueOn(personId, slug),
    };
    const found = stuckBy(facts, now);
    if (!found) return [];
    return [
      {
        person: { id: personId, name: names.get(personId) ?? '' },
        lab: { slug, title: progress.definition.title },
        task: task ? { id: task.id, title: task.title } : null,
        attemptId: id,
        ...found,
        since: found.since.toISOString(),
        lastActivityAt: lastActivityAt.toISOString(),
      },
    ];
  });
  return stuck.sort((a, b) => (a.since < b.since ? -1 : 1));
}

async function loadOpen(ctx: Pick<Context, 'db'>, people: readonly string[]): Promise<Open[]> {
  const attempts = await listActiveAttempts(ctx.db, people);
  const progresses = await loadProgresses(ctx.db, attempts);
  return attempts.flatMap((attempt, index) => {
    const progress = progresses[index];
    if (!progress) return [];
    const task = currentTask(progress.definition, progress);
    const opened = progress.hints.filter(({ taskId }) => taskId === task?.id);
    const usedUp = task !== undefined && opened.length > 0 && opened.length >= task.hints.length;
    const last = Math.max(...opened.map(({ at }) => at.getTime()));
    return [{ attempt, progress, task, hintsUsedUpAt: usedUp ? new Date(last) : null }];
  });
}

function byAttempt(rows: readonly FailuresRow[]): ReadonlyMap<string, FailuresRow> {
  return new Map(rows.map((row) => [row.attemptId, row]));
}
