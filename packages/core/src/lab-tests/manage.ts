import type { Actor } from '@springboard/contracts/actor.ts';
import type {
  LabTestQuery,
  LabTestStepLog,
  LabTestSummary,
  LabTestView,
} from '@springboard/contracts/lab-tests.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import {
  changeLabTest,
  findLabTestStep,
  listLabTests,
  lockLabTest,
} from '@springboard/db/repositories/lab-tests.ts';
import { findPersonRow } from '@springboard/db/repositories/people.ts';
import type { z } from 'zod';
import { authorize, notFound } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { releaseEnvironment } from '../environments/release.ts';
import { endIn } from './end.ts';
import { logOf } from './log.ts';
import { summaryOf, viewLabTest } from './view.ts';

/** Tests, newest first; of one lab, or of all. Every author sees everybody's: labs belong to the team. */
export async function listTests(
  ctx: Context,
  actor: Actor,
  query: z.output<typeof LabTestQuery>,
): Promise<LabTestSummary[]> {
  authorize(actor, 'lab.test');
  return (await listLabTests(ctx.db, { slug: query.lab, limit: query.limit })).map(summaryOf);
}

/** One test with its steps. Errors: `not-found`. */
export async function getTest(ctx: Context, actor: Actor, id: string): Promise<LabTestView> {
  authorize(actor, 'lab.test');
  return viewLabTest(ctx, id);
}

/** All that a step said: its script, and what each check saw. Errors: `not-found`. */
export async function getStepLog(
  ctx: Context,
  actor: Actor,
  id: string,
  number: number,
): Promise<LabTestStepLog> {
  authorize(actor, 'lab.test');
  const step = await findLabTestStep(ctx.db, id, number);
  if (!step) throw notFound('test');
  return { number, log: logOf(step) };
}

/** Ends a test that is not over; its environment goes. Errors: `not-found`, `conflict` when it is over. */
export async function cancelTest(ctx: Context, actor: Actor, id: string): Promise<LabTestView> {
  authorize(actor, 'lab.test');
  const who = await findPersonRow(ctx.db, actor.personId);
  await ctx.db.transaction(async (tx) => {
    const row = await lockLabTest(tx, id);
    if (!row) throw notFound('test');
    if (
      !(await endIn(ctx, tx, id, { state: 'broken_off', reason: `${who?.name ?? 'Somebody'} cancelled it.` }))
    )
      throw new ProblemError('conflict', 'This test is over', {
        detail: 'There is nothing to cancel. What it found is kept.',
      });
    await audit(tx, actor, 'lab.test-cancel', { kind: 'lab', id: row.slug }, { labTestId: id });
  });
  return viewLabTest(ctx, id);
}

/** Takes the environment down that was kept of a failed test, before its time is over. Errors: `not-found`. */
export async function releaseKept(ctx: Context, actor: Actor, id: string): Promise<LabTestView> {
  authorize(actor, 'lab.test');
  await ctx.db.transaction(async (tx) => {
    const row = await lockLabTest(tx, id);
    if (!row) throw notFound('test');
    if (row.environmentId === null || row.keptUntil === null) return;
    const why = { reason: 'finished', actor: actor.personId } as const;
    await changeLabTest(tx, id, { keptUntil: null });
    await releaseEnvironment(ctx, tx, row.environmentId, why);
  });
  return viewLabTest(ctx, id);
}
