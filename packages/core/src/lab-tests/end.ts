import type { Transaction } from '@springboard/db/client.ts';
import { changeEnvironment, type EnvironmentRow } from '@springboard/db/repositories/environments.ts';
import {
  changeLabTest,
  deleteLabTestSteps,
  type LabTestRow,
  listOpenLabTests,
  lockLabTest,
} from '@springboard/db/repositories/lab-tests.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { releaseEnvironment } from '../environments/release.ts';

/** The environment of a failed test is kept so long for a look inside, in milliseconds. */
export const keptForMs = 2 * 3_600_000;

/** Environments in which a test is begun; when its worker dies as often, the test itself may be the culprit. */
const mostTries = 3;

export interface Ending {
  readonly state: 'passed' | 'failed' | 'broken_off';
  readonly reason: string | null;
}

/** Ends a test that is not over: its environment goes, unless it is to be kept, and the next one's turn has come. */
export async function endLabTest(ctx: Context, id: string, ending: Ending): Promise<boolean> {
  return ctx.db.transaction((tx) => endIn(ctx, tx, id, ending));
}

/** The same in a transaction. */
export async function endIn(ctx: Context, tx: Transaction, id: string, ending: Ending): Promise<boolean> {
  const row = await lockLabTest(tx, id);
  if (row?.state !== 'queued' && row?.state !== 'running') return false;
  const now = ctx.clock();
  const keptUntil =
    ending.state === 'failed' && row.keep && row.environmentId !== null
      ? new Date(now.getTime() + keptForMs)
      : null;
  if (row.environmentId !== null) {
    if (keptUntil) await changeEnvironment(tx, row.environmentId, { expiresAt: keptUntil });
    else await releaseEnvironment(ctx, tx, row.environmentId, { reason: 'finished', actor: system });
  }
  await changeLabTest(tx, id, { ...ending, now: null, endedAt: now, keptUntil });
  await wakeNext(ctx, tx);
  return true;
}

/** Begins a test anew whose worker ended in the midst of it, in another environment; breaks it off when that happens again and again. */
export async function beginAgain(ctx: Context, { id }: LabTestRow): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const row = await lockLabTest(tx, id);
    if (row?.state !== 'queued' && row?.state !== 'running') return;
    if (row.tries >= mostTries) {
      const reason = `What ran it ended ${row.tries} times in the midst of it, each time in a fresh environment.`;
      await endIn(ctx, tx, id, { state: 'broken_off', reason });
      return;
    }
    if (row.environmentId !== null)
      await releaseEnvironment(ctx, tx, row.environmentId, { reason: 'retry', actor: system });
    await deleteLabTestSteps(tx, id);
    const anew = { environmentId: null, generation: null, startedAt: null, now: null } as const;
    await changeLabTest(tx, id, { ...anew, state: 'queued' });
    await ctx.enqueue(tx, 'lab.test', { labTestId: id });
  });
}

async function wakeNext(ctx: Context, tx: Transaction): Promise<void> {
  const waiting = (await listOpenLabTests(tx)).filter(({ environmentId }) => environmentId === null);
  for (const { id } of waiting.slice(0, ctx.limits.labTestsAtOnce))
    await ctx.enqueue(tx, 'lab.test', { labTestId: id });
}

/** Why a test has no environment any more, in words for its author. */
export function takenAway({ state, problem }: Pick<EnvironmentRow, 'state' | 'problem'>): string {
  if (problem) return `${problem.title}. ${problem.detail}`;
  return `Its environment is ${state}: somebody took it down. That says nothing about the lab.`;
}
