import type { Actor } from '@springboard/contracts/actor.ts';
import type { TimelineItem, TimelineQuery, TimelineView } from '@springboard/contracts/timeline.ts';
import type { Transaction } from '@springboard/db/client.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import { findPersonName } from '@springboard/db/repositories/people.ts';
import { listSubmissions } from '@springboard/db/repositories/submissions.ts';
import {
  listEnvironmentsOfAttempt,
  listLifeEvents,
  listRemarks,
  listSavePointMarks,
  type TimeRange,
} from '@springboard/db/repositories/timeline.ts';
import { readSnapshot } from '@springboard/db/snapshot.ts';
import { may } from '../access.ts';
import { readableAttempt } from '../attempts/access.ts';
import { loadProgress } from '../attempts/progress.ts';
import type { Context } from '../context.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { listRecordingFiles } from '../recordings/files.ts';
import { checkItems } from './check-items.ts';
import { environmentItems, moment, savePointItems } from './environment-items.ts';
import { attemptItems, progressItems, terminalItems, workItems } from './work-items.ts';

/**
 * Everything that happened in an attempt on one time axis: of every attempt that the actor may read. Asked for a range, it holds what touches
 * it, and runs of checks as finely as a page can show them. Errors: `not-found`.
 */
export async function viewTimeline(
  ctx: Pick<Context, 'db' | 'recordings' | 'clock'>,
  actor: Actor,
  id: string,
  query: TimelineQuery = {},
): Promise<TimelineView> {
  const row = await readableAttempt(ctx.db, actor, id);
  const now = ctx.clock();
  const terminals = terminalItems(await listRecordingFiles(ctx.recordings, id));
  return readSnapshot(ctx.db, async (tx) => {
    const { tasks, invariants, title } = await loadDefinition(tx, row.labVersionId);
    const rest = [...(await itemsOf(tx, row, now)), ...terminals];
    const whole = wholeOf(row, rest, now);
    const range = {
      from: query.from === undefined ? whole.from : new Date(query.from),
      // A run that begins in the last millisecond is in it.
      until: query.until === undefined ? new Date(whole.until.getTime() + 1) : new Date(query.until),
    };
    const checks = await checkItems(tx, id, range);
    return {
      attempt: {
        id,
        number: row.number,
        lab: { slug: row.slug, title },
        person: await findPersonName(tx, row.personId),
        state: row.state,
        startedAt: row.startedAt.toISOString(),
        finishedAt: row.finishedAt?.toISOString() ?? null,
      },
      tasks: tasks.map((task) => ({
        id: task.id,
        title: task.title,
        checks: task.checks.map((check) => ({ id: check.id, title: check.title })),
      })),
      invariants: invariants.map((one) => ({ id: one.id, title: one.title })),
      ...isoOf(whole),
      range: isoOf(range),
      resolutionMs: checks.resolutionMs,
      pausedMs: pausedMsOf(rest),
      items: [...rest.filter((item) => touches(item, range)), ...checks.items].toSorted(
        (a, b) => Date.parse(a.at) - Date.parse(b.at),
      ),
      evidence: may(actor, 'lab.health.read'),
    };
  });
}

/** All but the runs of checks and the recordings: of these there are few, also in weeks. */
async function itemsOf(tx: Transaction, row: AttemptRow, now: Date): Promise<TimelineItem[]> {
  const environments = await listEnvironmentsOfAttempt(tx, row.id);
  const remarks = await listRemarks(tx, row.id);
  return [
    ...attemptItems(row),
    ...environmentItems(await listLifeEvents(tx, environments), now),
    ...savePointItems(await listSavePointMarks(tx, environments)),
    ...progressItems(await loadProgress(tx, row), now),
    ...workItems(await listSubmissions(tx, row.id)),
    ...remarks.map(({ id, taskId, at }) => ({
      ...moment(`remark-${id}`, at),
      kind: 'remark' as const,
      taskId,
    })),
  ];
}

/** A stage may have begun before its attempt did: the environment was made for the pool. That is not the attempt's time. */
function wholeOf(row: AttemptRow, items: readonly TimelineItem[], now: Date): TimeRange {
  const ends = items.map(({ at, until }) => Date.parse(until ?? at));
  const end = row.state === 'active' ? now.getTime() : (row.finishedAt?.getTime() ?? 0);
  return { from: row.startedAt, until: new Date(Math.max(end, row.startedAt.getTime() + 1_000, ...ends)) };
}

function touches({ at, until }: TimelineItem, range: TimeRange): boolean {
  return Date.parse(until ?? at) >= range.from.getTime() && Date.parse(at) < range.until.getTime();
}

function pausedMsOf(items: readonly TimelineItem[]): number {
  return items
    .filter((item) => item.kind === 'state' && item.state === 'paused')
    .reduce((sum, { at, until }) => sum + Date.parse(until ?? at) - Date.parse(at), 0);
}

function isoOf({ from, until }: TimeRange): { from: string; until: string } {
  return { from: from.toISOString(), until: until.toISOString() };
}
