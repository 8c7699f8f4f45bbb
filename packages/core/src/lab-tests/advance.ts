import { ProblemError } from '@springboard/contracts/problems.ts';
import { findEnvironment } from '@springboard/db/repositories/environments.ts';
import {
  changeLabTest,
  findLabTest,
  type LabTestRow,
  listOpenLabTests,
  lockLabTest,
} from '@springboard/db/repositories/lab-tests.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import type { Context } from '../context.ts';
import { insertForTest, planEnvironment } from '../environments/create.ts';
import { requireGround } from '../labs/availability.ts';
import { beginAgain, endLabTest, takenAway } from './end.ts';
import { labTestLock } from './lock.ts';
import { type RunOptions, runLabTest } from './run.ts';

/** Another look at the same test ends in a moment, or is the test itself, which the queue lets nobody begin twice. */
const waitForLockMs = 10_000;

/**
 * Goes on with a test from where its row and its environment are: gives it an environment when it is its turn, tests when that is ready, ends
 * what cannot be gone on with. Idempotent; called whenever something may have changed. Rejects with the signal's reason when told to end: a
 * test that was under way is then begun anew.
 */
export async function advanceLabTest(
  ctx: Context,
  id: string,
  signal: AbortSignal,
  options: RunOptions = {},
): Promise<void> {
  await withLock(
    ctx.db,
    labTestLock(id),
    async (lost) => {
      const row = await findLabTest(ctx.db, id);
      if (row?.state === 'queued' || row?.state === 'running')
        await goOn(ctx, row, AbortSignal.any([signal, lost]), options);
    },
    { waitMs: waitForLockMs },
  );
}

async function goOn(ctx: Context, row: LabTestRow, signal: AbortSignal, options: RunOptions): Promise<void> {
  const environment = row.environmentId && (await findEnvironment(ctx.db, row.environmentId));
  if (!environment) return giveEnvironment(ctx, row);
  switch (environment.state) {
    case 'queued':
    case 'provisioning':
    case 'claimed':
      return;
    case 'ready':
      // Who ran it is gone: what it left in the environment is not to be tested.
      if (row.state === 'running') return beginAgain(ctx, row);
      return runLabTest(ctx, row, environment, signal, options);
    default:
      await endLabTest(ctx, row.id, { state: 'broken_off', reason: takenAway(environment) });
  }
}

/** The test's environment, once it is its turn; admission then decides when there is room for it. */
async function giveEnvironment(ctx: Context, row: LabTestRow): Promise<void> {
  await withLock(
    ctx.db,
    'lab-tests',
    async () => {
      const open = await listOpenLabTests(ctx.db);
      const begun = open.filter(({ environmentId }) => environmentId !== null).length;
      const next = open.filter(({ environmentId }) => environmentId === null);
      const place = next.findIndex(({ id }) => id === row.id);
      if (place < 0 || place >= ctx.limits.labTestsAtOnce - begun) return;
      await makeEnvironment(ctx, row);
    },
    { waitMs: waitForLockMs },
  );
}

async function makeEnvironment(ctx: Context, row: LabTestRow): Promise<void> {
  try {
    const ground = await requireGround(ctx, row.topology);
    const plan = await planEnvironment(ctx, ground.topology, ground.images);
    await ctx.db.transaction(async (tx) => {
      const now = await lockLabTest(tx, row.id);
      if (now?.state !== 'queued' || now.environmentId !== null) return;
      await insertForTest(ctx, tx, plan, row.requestedBy);
      const { id: environmentId, generation } = plan;
      await changeLabTest(tx, row.id, { environmentId, generation, tries: row.tries + 1 });
    });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const reason = `${error.message}${error.remedy === undefined ? '' : ` ${error.remedy}`}`;
    await endLabTest(ctx, row.id, { state: 'broken_off', reason });
  }
}
