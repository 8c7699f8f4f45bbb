import type { Transaction } from '@springboard/db/client.ts';
import { type AttemptRow, changeAttempt, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { findEnvironmentState } from '@springboard/db/repositories/environments.ts';
import { beginBreach, endBreaches, listUnwatched } from '@springboard/db/repositories/invariants.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { attempt as attemptTable } from '@springboard/db/schema/attempts.ts';
import { nodeOfCheck } from '@springboard/grading/nodes.ts';
import type { CheckResult } from '@springboard/grading/result.ts';
import { runCheck } from '@springboard/grading/run-check.ts';
import type { InvariantDefinition } from '@springboard/lab-format/model/scripts.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { eq } from 'drizzle-orm';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';
import { withoutHiddenNodes } from '../environments/spec.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { throwFailed } from '../settled.ts';
import { findGround, type Gradable } from './gradable.ts';

type Ground = Pick<Gradable, 'attempt' | 'environmentId' | 'topology'>;

/** A look that is on its way is waited for by one that may not be left out, this long, in milliseconds. */
const waitForLookMs = 10_000;
/** Looks are begun on a beat: this short after its time one still counts as on time, in milliseconds. */
const toleranceMs = 250;

/** Begins the watch over the lab's invariants, or goes on with it; nothing for a lab without any. */
export async function beginWatch(
  ctx: Pick<Context, 'enqueue' | 'clock'>,
  tx: Transaction,
  { id, labVersionId }: Pick<AttemptRow, 'id' | 'labVersionId'>,
): Promise<void> {
  const { invariants } = await loadDefinition(tx, labVersionId);
  if (invariants.length === 0) return;
  const now = ctx.clock();
  await changeAttempt(tx, id, { nextWatchAt: now });
  await ctx.enqueue(tx, 'attempt.watch', { attemptId: id }, { runAt: now });
}

/**
 * Looks at the invariants that are due, and notes which do not hold since when. What cannot be said (the environment or the script is broken)
 * is no breach; `now` looks before its time. Between two looks the time stands in the attempt; jobs only wake somebody to look at it.
 */
export async function watchInvariants(
  ctx: Context,
  attemptId: string,
  signal: AbortSignal,
  when: 'due' | 'now' = 'due',
): Promise<void> {
  const waitMs = when === 'now' ? waitForLookMs : 0;
  const work = async (lost: AbortSignal) => {
    const ground = await findGround(ctx.db, attemptId);
    if (!ground) return;
    const definition = await loadDefinition(ctx.db, ground.attempt.labVersionId);
    const { nextWatchAt } = ground.attempt;
    const now = ctx.clock();
    if (nextWatchAt === null) return;
    if (when === 'due' && nextWatchAt.getTime() > now.getTime() + toleranceMs) return;
    try {
      await lookAtInvariants(ctx, ground, definition, AbortSignal.any([signal, lost]));
    } finally {
      await scheduleNext(ctx, ground, definition, now);
    }
  };
  const { acquired } = await withLock(ctx.db, `watch:${attemptId}`, work, { waitMs });
  if (!acquired && when === 'now') throw new Error(`The watch over ${attemptId} came to no end.`);
}

/** One look at all of the lab's invariants, side by side. What answered in time is stored, then it rejects with the signal's reason. */
async function lookAtInvariants(
  ctx: Context,
  ground: Ground,
  definition: Pick<LabDefinition, 'invariants'>,
  signal: AbortSignal,
): Promise<void> {
  const { attempt, environmentId, topology } = ground;
  const looks = await Promise.allSettled(
    definition.invariants.map(async (invariant) => {
      const node = nodeOfCheck(invariant, topology, attempt.params);
      const result = await runCheck({
        driver: ctx.driver,
        environmentId,
        node,
        hidden: topology.nodes.some(({ name, role }) => name === node && role === 'hidden'),
        check: { ...invariant, weight: 1, withinMs: 0, stableForMs: 0, hold: false },
        params: attempt.params,
        seed: attempt.seed,
        signal,
        patience: 'once',
      });
      return { invariant, result };
    }),
  );
  const results = looks.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  await ctx.db.transaction((tx) => store(ctx, tx, ground, results));
  throwFailed(looks);
}

async function store(
  ctx: Context,
  tx: Transaction,
  { attempt, environmentId, topology }: Ground,
  results: readonly { readonly invariant: InvariantDefinition; readonly result: CheckResult }[],
): Promise<void> {
  const row = await lockAttempt(tx, attempt.id);
  if (row?.state !== 'active' || row.environmentId !== environmentId) return;
  if ((await findEnvironmentState(tx, environmentId)) !== 'ready') return;
  let changed = false;
  for (const { invariant, result } of results) {
    if (result.verdict !== 'not_yet') continue;
    const { learnerText, authorText, evidence, startedAt } = result;
    const began = await beginBreach(tx, {
      attemptId: attempt.id,
      environmentId,
      invariantId: invariant.id,
      beganAt: startedAt,
      learnerText: learnerText && withoutHiddenNodes(learnerText, topology),
      authorText,
      evidence,
    });
    if (!began) continue;
    changed = true;
    const detail = { invariantId: invariant.id, cost: invariant.cost };
    await audit(tx, system, 'invariant.breach', { kind: 'attempt', id: attempt.id }, detail);
  }
  const kept = results.filter(({ result }) => result.verdict === 'pass').map(({ invariant }) => invariant.id);
  if (await endBreaches(tx, attempt.id, kept, ctx.clock())) changed = true;
  if (changed) await changeAttempt(tx, attempt.id);
}

/**
 * The next look comes at the shortest interval of the lab's invariants: they are few, and a look is cheap. A preview whose last one was
 * removed is not watched any more.
 */
async function scheduleNext(
  ctx: Context,
  { attempt, environmentId }: Ground,
  { invariants }: LabDefinition,
  began: Date,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const row = await lockAttempt(tx, attempt.id);
    if (row?.state !== 'active' || row.environmentId !== environmentId || row.nextWatchAt === null) return;
    if (invariants.length === 0) {
      await tx.update(attemptTable).set({ nextWatchAt: null }).where(eq(attemptTable.id, attempt.id));
      return;
    }
    const every = Math.min(...invariants.map(({ intervalMs }) => intervalMs));
    const runAt = new Date(Math.max(began.getTime() + every, ctx.clock().getTime()));
    await tx.update(attemptTable).set({ nextWatchAt: runAt }).where(eq(attemptTable.id, attempt.id));
    await ctx.enqueue(tx, 'attempt.watch', { attemptId: attempt.id }, { runAt });
  });
}

/** Gives looks out again whose job was lost. */
export async function wakeForgottenWatches(
  ctx: Context,
  before: Date,
  again: (ctx: Context, id: string) => string,
): Promise<void> {
  for (const attemptId of await listUnwatched(ctx.db, before))
    await ctx.enqueue(ctx.db, 'attempt.watch', { attemptId }, { jobId: again(ctx, attemptId) });
}
