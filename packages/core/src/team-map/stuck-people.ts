import type { StuckView } from '@springboard/contracts/team-map.ts';
import { listHintsOpened, listPassedChecks } from '@springboard/db/repositories/grading.ts';
import { listQuizAnswers } from '@springboard/db/repositories/quiz.ts';
import { listSubmissionStates } from '@springboard/db/repositories/submissions.ts';
import {
  type ActiveAttemptRow,
  type FailuresRow,
  listActiveAttempts,
  listFailures,
} from '@springboard/db/repositories/team-map.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import type { Context } from '../context.ts';
import { currentTask } from '../grading/progress.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { stuckBy } from './stuck.ts';

interface Open {
  readonly attempt: ActiveAttemptRow;
  readonly definition: LabDefinition;
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
  const [failures, afterHints] = await Promise.all([
    listFailures(
      ctx.db,
      looked.map((one) => ({ ...one, since: null })),
    ),
    listFailures(
      ctx.db,
      looked.filter(({ since }) => since !== null),
    ),
  ]);
  return { open, failures: byAttempt(failures), afterHints: byAttempt(afterHints) };
}

/** Who of these people is stuck, the longest first; `dueOn`: until when a lab of somebody's path is due. */
export function stuckAmong(
  { open, failures, afterHints }: LooksAtOpen,
  people: readonly { readonly id: string; readonly name: string }[],
  dueOn: (personId: string, slug: string) => string | null,
  now: Date,
): StuckView[] {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const stuck = open.flatMap(({ attempt, definition, task }): StuckView[] => {
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
        lab: { slug, title: definition.title },
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

/** Only what tells the present tasks: an attempt's whole progress is several times as much. */
async function loadOpen({ db }: Pick<Context, 'db'>, people: readonly string[]): Promise<Open[]> {
  const attempts = await listActiveAttempts(db, people);
  const ids = attempts.map(({ id }) => id);
  const [checks, hints, answers, submissions] = await Promise.all([
    groupByAttempt(listPassedChecks(db, ids)),
    groupByAttempt(listHintsOpened(db, ids)),
    groupByAttempt(listQuizAnswers(db, ids)),
    groupByAttempt(listSubmissionStates(db, ids)),
  ]);
  const open: Open[] = [];
  for (const attempt of attempts) {
    const { id } = attempt;
    const definition = await loadDefinition(db, attempt.labVersionId);
    const task = currentTask(definition, {
      checks: checks.get(id) ?? [],
      answers: answers.get(id) ?? [],
      submissions: submissions.get(id) ?? [],
    });
    const opened = hints.get(id)?.filter(({ taskId }) => taskId === task?.id) ?? [];
    const usedUp = task !== undefined && opened.length > 0 && opened.length >= task.hints.length;
    const last = Math.max(...opened.map(({ at }) => at.getTime()));
    open.push({ attempt, definition, task, hintsUsedUpAt: usedUp ? new Date(last) : null });
  }
  return open;
}

async function groupByAttempt<T extends { readonly attemptId: string }>(
  rows: Promise<readonly T[]>,
): Promise<ReadonlyMap<string, readonly T[]>> {
  return Map.groupBy(await rows, ({ attemptId }) => attemptId);
}

function byAttempt(rows: readonly FailuresRow[]): ReadonlyMap<string, FailuresRow> {
  return new Map(rows.map((row) => [row.attemptId, row]));
}
