import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { type AttemptRow, changeAttempt, lockPerson } from '@springboard/db/repositories/attempts.ts';
import { findEnvironment } from '@springboard/db/repositories/environments.ts';
import { clearRunning, forgetLatestVerdicts } from '@springboard/db/repositories/grading.ts';
import { endAllBreaches } from '@springboard/db/repositories/invariants.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { type EnvironmentPlan, insertPlanned, planEnvironment } from '../environments/create.ts';
import { type EdgeReason, livingStates } from '../environments/machine.ts';
import { releaseEnvironment } from '../environments/release.ts';
import { requireGround } from '../labs/availability.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { lockOwnActive, ownAttempt, requireActive } from './access.ts';
import { requireRoom } from './limit.ts';
import { hasDrainedEnough } from './reset-limit.ts';

/** Gives an attempt a new environment and the old one up, in one transaction. `retry` refuses while the old one lives. */
export async function replaceEnvironment(
  ctx: Context,
  actor: Actor,
  id: string,
  reason: 'reset' | 'retry',
): Promise<void> {
  const found = await ownAttempt(ctx.db, actor, id);
  requireActive(found);
  const definition = await loadDefinition(ctx.db, found.labVersionId);
  const ground = await requireGround(ctx, definition.environment);
  const plan = await planEnvironment(ctx, ground.topology, ground.images);
  await ctx.db.transaction(async (tx) => {
    await lockPerson(tx, actor.personId);
    const row = await lockOwnActive(tx, actor, id);
    const old = row.environmentId === null ? undefined : await findEnvironment(tx, row.environmentId);
    if (reason === 'retry' && old && livingStates.some((state) => state === old.state)) throw stillThere();
    await requireRoom(ctx, tx, actor.personId, id);
    const anew = await hasDrainedEnough(ctx, tx, actor.personId);
    await giveFreshEnvironment(ctx, tx, row, { plan, reason, actor: actor.personId, anew });
    const detail = { from: old?.id ?? null, to: plan.id };
    await audit(tx, actor, `environment.${reason}`, { kind: 'attempt', id }, detail);
  });
}

/** Gives the attempt's present environment up and the planned one to it; both person and attempt are locked. */
export async function giveFreshEnvironment(
  ctx: Context,
  tx: Transaction,
  row: AttemptRow,
  fresh: {
    readonly plan: EnvironmentPlan;
    readonly reason: EdgeReason;
    readonly actor: string;
    /** Nothing from the pool. */
    readonly anew?: boolean;
  },
): Promise<void> {
  const { plan, reason, actor, anew } = fresh;
  if (row.environmentId !== null) await releaseEnvironment(ctx, tx, row.environmentId, { reason, actor });
  await insertPlanned(ctx, tx, plan, actor, anew ? { reason: 'started' } : undefined);
  await clearRunning(tx, row.id);
  await forgetLatestVerdicts(tx, row.id);
  await endAllBreaches(tx, row.id, ctx.clock());
  await changeAttempt(tx, row.id, {
    environmentId: plan.id,
    arrangedTasks: [],
    lastActivityAt: null,
    nextGradeAt: null,
    nextWatchAt: null,
    gradeAsked: false,
  });
}

function stillThere(): ProblemError {
  return new ProblemError('conflict', 'The environment is still there', {
    detail: 'It has not failed, so there is nothing to try again. Nothing was changed.',
    remedy: 'To begin afresh, use Reset.',
  });
}
