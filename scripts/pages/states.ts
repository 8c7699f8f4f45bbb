import type { Page } from '@playwright/test';
import type { Stage } from '@springboard/contracts/environments.ts';
import type { Database } from '@springboard/db/client.ts';
import { attempt, taskCheck } from '@springboard/db/schema/attempts.ts';
import { environment, environmentEvent } from '@springboard/db/schema/environments.ts';
import { brokenTexts } from '@springboard/grading/verdict.ts';
import { and, eq, gt } from 'drizzle-orm';

/** What a page can be seen in beside how the demo team has it: states of an environment, and an API that is silent or down. */
export type State =
  | 'queued'
  | 'provisioning'
  | 'paused'
  | 'failed'
  | 'lost'
  | 'expired'
  | 'check-broken'
  | 'silent'
  | 'down';

type Row = Partial<typeof environment.$inferInsert>;

const rows = (now: Date): Readonly<Partial<Record<State, Row>>> => ({
  queued: {
    state: 'queued',
    promptOpen: false,
    createdAt: new Date(now.getTime() - 70_000),
    queue: {
      place: 2,
      of: 3,
      waitsFor: 'memory',
      startsAt: new Date(now.getTime() + 4 * 60_000).toISOString(),
    },
  },
  provisioning: { state: 'provisioning', promptOpen: false, createdAt: new Date(now.getTime() - 14_000) },
  paused: { state: 'paused', pausedAt: new Date(now.getTime() - 25 * 60_000), pauseReason: 'idle' },
  failed: {
    state: 'failed',
    promptOpen: false,
    problem: {
      title: 'The storage pool has no room left',
      detail: 'The environment could not be made. What you have passed is kept.',
      remedy:
        'Try again in some minutes. If it happens again, tell your operator: `npm run doctor` says how full the pool is.',
    },
  },
  lost: {
    state: 'lost',
    promptOpen: false,
    problem: {
      title: 'Your environment is gone',
      detail:
        'Its host lost it: it was removed there, or the host was set up anew. What you have passed is kept.',
      remedy: 'Try again: you get a fresh environment, at the task that you were at.',
    },
  },
  expired: {
    state: 'destroyed',
    promptOpen: false,
    problem: {
      title: 'The time of this environment is over',
      detail:
        'It was taken down. Everything you have passed is kept, and the attempt is still yours to go on with.',
      remedy: 'Reset gives you a fresh environment, with its whole time before it.',
    },
  },
});

/** Brings what a page shows into a state; what is answered puts it back. */
export async function enter(
  state: State | undefined,
  { db, page, attemptId, now }: { db: Database; page: Page; attemptId: string; now: Date },
): Promise<() => Promise<void>> {
  if (state === undefined) return async () => {};
  if (state === 'silent' || state === 'down') {
    await page.route('**/api/attempts', (route) =>
      state === 'down' ? route.fulfill({ status: 503, body: '' }) : undefined,
    );
    // The page takes its routes with it.
    return async () => {};
  }
  if (state === 'check-broken') return breakCheck(db, attemptId);
  const [of] = await db.select({ id: attempt.environmentId }).from(attempt).where(eq(attempt.id, attemptId));
  const id = of?.id ?? '';
  const [before] = await db.select().from(environment).where(eq(environment.id, id));
  const set = rows(now)[state];
  if (!before || !set) throw new Error(`there is no environment that could be ${state}`);
  await db.update(environment).set(set).where(eq(environment.id, id));
  const stage = stages[state];
  const last = stage ? await comeTo(db, id, stage, now) : null;
  return async () => {
    await db.update(environment).set(before).where(eq(environment.id, id));
    if (last !== null)
      await db
        .delete(environmentEvent)
        .where(and(eq(environmentEvent.environmentId, id), gt(environmentEvent.id, last)));
  };
}

/** The stage that an environment is at in a state, begun twelve seconds ago. */
const stages: Readonly<Partial<Record<State, { stage: Stage; message: string | null; failed?: true }>>> = {
  queued: { stage: 'queue', message: null },
  provisioning: { stage: 'boot', message: 'host1 boots' },
  failed: { stage: 'nodes', message: 'no space left on device', failed: true },
};

/** Notes that the stage began, and that it failed where it did. Answers the number of the event before. */
async function comeTo(
  db: Database,
  environmentId: string,
  { stage, message, failed }: NonNullable<(typeof stages)[State]>,
  now: Date,
): Promise<number> {
  const of = { environmentId, kind: 'stage', stage, message, actor: 'system' } as const;
  const [first] = await db
    .insert(environmentEvent)
    .values({ ...of, stageStatus: 'started', at: new Date(now.getTime() - 12_000) })
    .returning({ id: environmentEvent.id });
  if (failed)
    await db.insert(environmentEvent).values({ ...of, stageStatus: 'failed', at: now, durationMs: 12_000 });
  return (first?.id ?? 1) - 1;
}

async function breakCheck(db: Database, attemptId: string): Promise<() => Promise<void>> {
  const [row] = await db
    .select()
    .from(taskCheck)
    .where(and(eq(taskCheck.attemptId, attemptId), eq(taskCheck.latestVerdict, 'not_yet')));
  if (!row) throw new Error('there is no check that could be broken');
  const of = and(
    eq(taskCheck.attemptId, attemptId),
    eq(taskCheck.taskId, row.taskId),
    eq(taskCheck.checkId, row.checkId),
  );
  const broken = { latestVerdict: 'check_broken', latestText: brokenTexts.check } as const;
  await db.update(taskCheck).set(broken).where(of);
  return async () => void (await db.update(taskCheck).set(row).where(of));
}
